package dev.trunkline.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.TenantChanged;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.Inbox;
import dev.trunkline.platform.inbox.InboxTransaction;
import dev.trunkline.platform.outbox.OutboxRelay;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RoundTripIT {

    @Test
    void carriesAnEventFromOneServiceToAnother() {
        // Given
        List<InboundEvent> received = new CopyOnWriteArrayList<>();
        EventsHandler handler = new EventsHandler() {
            @Override
            public Set<EventType> types() {
                return Set.of(EventType.TENANT_CHANGED);
            }

            @Override
            public void apply(InboxTransaction transaction, List<InboundEvent> events) {
                received.addAll(events);
            }
        };
        TenantChanged event = new TenantChanged(UUID.randomUUID(), 7, "Contoso", CoexistenceMode.TEAMS_ONLY);
        try (TestDatabase sender = new TestDatabase();
                TestDatabase receiver = new TestDatabase();
                OutboxRelay relay = TestService.relay(sender);
                Inbox inbox = TestService.inbox(receiver, handler)) {
            TestTopics.beginAtTheEnd(receiver);
            relay.start();
            inbox.start();

            // When
            sender.append(event);

            // Then
            await().untilAsserted(() -> assertThat(received).hasSize(1));
            InboundEvent arrived = received.get(0);
            assertThat(arrived.payload()).isEqualTo(event);
            assertThat(arrived.revision()).isEqualTo(7);
            assertThat(arrived.tenantId()).isEqualTo(event.tenantId());
            await().untilAsserted(() -> assertThat(sender.count("outbox")).isZero());
            await().untilAsserted(
                            () -> assertThat(receiver.count("inbox_event")).isEqualTo(1));
        }
    }
}
