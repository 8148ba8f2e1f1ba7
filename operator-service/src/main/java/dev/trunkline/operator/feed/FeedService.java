package dev.trunkline.operator.feed;

import dev.trunkline.operator.database.RequestDatabase;
import dev.trunkline.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads an operator's feed from a position on. */
@ApplicationScoped
class FeedService {

    private final RequestDatabase database;
    private final FeedStore store;

    FeedService(RequestDatabase database, FeedStore store) {
        this.database = database;
        this.store = store;
    }

    @Transactional
    FeedPageView read(UUID operatorId, @Nullable String after, int limit) {
        return database.call(connection -> {
            long from = start(after, store.extent(connection, operatorId));
            List<FeedEntryView> items = store.after(connection, operatorId, from, limit);
            long next = items.isEmpty() ? from : items.get(items.size() - 1).position();
            return new FeedPageView(items, Long.toString(next));
        });
    }

    /** The position after which a stream begins. */
    @Transactional
    long start(UUID operatorId, @Nullable String after) {
        return database.call(connection -> start(after, store.extent(connection, operatorId)));
    }

    /** Without a cursor from the oldest entry on; a cursor that would skip what is gone is refused, because that would be a loss. */
    private static long start(@Nullable String after, FeedStore.Extent extent) {
        if (after == null || after.isEmpty()) {
            return extent.oldest() - 1;
        }
        long position = position(after);
        if (position < 0 || position > extent.last()) {
            throw unknown();
        }
        if (position < extent.oldest() - 1) {
            throw new ProblemException(
                            FeedProblem.POSITION_GONE,
                            "The oldest entry that is kept has position " + extent.oldest()
                                    + ". Read the resources anew, then go on with after=" + (extent.oldest() - 1) + ".")
                    .with("oldest", extent.oldest());
        }
        return position;
    }

    private static long position(String after) {
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(
                FeedProblem.POSITION_UNKNOWN,
                "Send as after what an earlier answer had as next, or the id of the last event of a stream; or leave it out to begin.");
    }
}
