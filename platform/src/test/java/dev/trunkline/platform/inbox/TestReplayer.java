package dev.trunkline.platform.inbox;

import dev.trunkline.platform.deadletter.Replayer;
import dev.trunkline.platform.messaging.TestDatabase;
import dev.trunkline.platform.messaging.TestService;
import java.util.List;

/** The inbox's part of replaying, for tests in other packages. */
public final class TestReplayer {

    private TestReplayer() {}

    public static Replayer of(TestDatabase database, List<EventsHandler> handlers) {
        return new InboxReplayer(handlers, database.outbox(), new InboxTracing(TestService.NO_TRACES, "test"));
    }
}
