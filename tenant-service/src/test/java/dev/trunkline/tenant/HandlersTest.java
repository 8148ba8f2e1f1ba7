package dev.trunkline.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.Participant;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.inbox.EventsHandler;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "tenant"))
class HandlersTest {

    @Inject
    @All
    List<EventsHandler> handlers;

    @Test
    void takeWhatTheContractsSayThatThisServiceReceives() {
        Set<EventType> handled = EnumSet.noneOf(EventType.class);
        handlers.forEach(handler -> handled.addAll(handler.types()));

        assertThat(handled).isEqualTo(Participant.TENANT_SERVICE.receives());
    }
}
