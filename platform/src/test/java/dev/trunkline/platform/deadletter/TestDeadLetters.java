package dev.trunkline.platform.deadletter;

import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.TestReplayer;
import dev.trunkline.platform.messaging.TestDatabase;
import java.util.List;
import java.util.UUID;

/** The dead letters of a test's database, replayed by its handlers. */
public final class TestDeadLetters {

    private final DeadLetterService service;

    public TestDeadLetters(TestDatabase database, EventsHandler... handlers) {
        service = new DeadLetterService(
                database.transactions(), TestReplayer.of(database, List.of(handlers)), lanes -> {});
    }

    public void replay(UUID letter) {
        service.replay(letter, "admin");
    }

    public List<UUID> open() {
        return service.list(null, false, 10).stream()
                .map(DeadLetterView::deadLetterId)
                .toList();
    }
}
