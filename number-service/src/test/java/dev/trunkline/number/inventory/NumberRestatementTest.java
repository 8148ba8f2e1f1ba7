package dev.trunkline.number.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.contracts.event.NumbersRestated;
import dev.trunkline.number.Database;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import dev.trunkline.platform.outbox.StateSource.Page;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class NumberRestatementTest {

    @Inject
    NumberRestatement restatement;

    @Test
    void saysAgainEveryNumberOnceHoweverSmallThePages() throws Exception {
        // Given
        World world = World.consenting("US");
        List<E164Number> delivered = world.deliver(5);
        List<Event> events = new ArrayList<>();
        // When
        try (Connection connection = Database.background()) {
            connection.setAutoCommit(false);
            String last = null;
            do {
                Page page = restatement.pageAfter(connection, last, 2);
                events.addAll(page.events());
                last = page.lastKey();
            } while (last != null);
            connection.rollback();
        }
        // Then
        assertThat(events.stream()
                        .filter(NumbersRestated.class::isInstance)
                        .map(NumbersRestated.class::cast)
                        .filter(event -> event.tenantId().equals(world.tenant))
                        .flatMap(event -> event.items().stream())
                        .map(NumberSnapshot::telephoneNumber))
                .containsExactlyInAnyOrderElementsOf(delivered);
    }
}
