package dev.trunkline.number;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.Participant;
import dev.trunkline.platform.inbox.EventsHandler;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class HandlersTest {

    @Inject
    @All
    List<EventsHandler> handlers;

    @Test
    void takeWhatTheContractsSayThatThisServiceReceives() {
        Set<EventType> handled = EnumSet.noneOf(EventType.class);
        handlers.forEach(handler -> handled.addAll(handler.types()));

        assertThat(handled).isEqualTo(Participant.NUMBER_SERVICE.receives());
    }
}
