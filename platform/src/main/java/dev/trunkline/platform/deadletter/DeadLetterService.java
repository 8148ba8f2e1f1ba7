package dev.trunkline.platform.deadletter;

import dev.trunkline.platform.background.SqlFailure;
import dev.trunkline.platform.background.Transactions;
import dev.trunkline.platform.event.MalformedEventException;
import dev.trunkline.platform.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a platform admin may do with dead letters. */
final class DeadLetterService {

    private final Transactions transactions;
    private final Replayer replayer;
    private final Consumer<BitSet> wakeRelay;
    private final DeadLetterStore store = new DeadLetterStore();

    DeadLetterService(Transactions transactions, Replayer replayer, Consumer<BitSet> wakeRelay) {
        this.transactions = transactions;
        this.replayer = replayer;
        this.wakeRelay = wakeRelay;
    }

    List<DeadLetterView> list(@Nullable UUID after, boolean replayedToo, int limit) {
        return inTransaction(connection -> store.list(connection, after, replayedToo, limit));
    }

    /**
     * Applies it and keeps a record of that without the payload; a letter that was replayed before stays as it is.
     *
     * @throws ProblemException 404 for an unknown one, 409 when it fails again
     */
    DeadLetterView replay(UUID id, String by) {
        try {
            wakeRelay.accept(transactions.call(connection -> {
                BitSet lanes = new BitSet();
                Optional<DeadLetter> letter = store.lockOpen(connection, id);
                if (letter.isPresent()) {
                    lanes.or(replay(connection, letter.get()));
                    store.replayed(connection, id, by);
                }
                return lanes;
            }));
        } catch (SQLException | RuntimeException e) {
            throw failedAgain(id, e);
        }
        return inTransaction(connection -> store.find(connection, id)).orElseThrow(() -> unknown(id));
    }

    private BitSet replay(Connection connection, DeadLetter letter) throws SQLException {
        try {
            return replayer.replay(connection, letter);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private ProblemException failedAgain(UUID id, Exception failure) {
        if (SqlFailure.of(failure) != SqlFailure.PERMANENT) {
            return unavailable();
        }
        String error = MaskedText.of(failure);
        inTransaction(connection -> {
            store.stillFailing(connection, id, error);
            return true;
        });
        return new ProblemException(
                DeadLetterProblem.REPLAY_FAILED,
                "The event failed again: " + error
                        + ". Remove the cause, for example by a new version, then replay it.");
    }

    int purge() {
        return inTransaction(store::purge);
    }

    private <T> T inTransaction(Transactions.Work<T> work) {
        try {
            return transactions.call(work);
        } catch (SQLException e) {
            if (SqlFailure.of(e) == SqlFailure.PERMANENT) {
                throw new IllegalStateException("dead letters cannot be read or changed", e);
            }
            throw unavailable();
        }
    }

    private static ProblemException unavailable() {
        return new ProblemException(
                DeadLetterProblem.UNAVAILABLE, "The database is busy or away; try again in a moment.");
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(
                DeadLetterProblem.NOT_FOUND, "There is no dead letter " + id + "; list them to find its id.");
    }
}
