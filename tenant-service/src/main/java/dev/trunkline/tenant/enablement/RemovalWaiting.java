package dev.trunkline.tenant.enablement;

import dev.trunkline.platform.limit.OwnTurn;
import dev.trunkline.platform.web.Preferences;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Lets a caller wait for a decision ({@code Prefer: wait=N}, RFC 7240 section 4.3), without a transaction: it looks at the removal from time to
 * time, each time in a short one.
 */
@ApplicationScoped
class RemovalWaiting {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final EnablementQueries queries;
    private final OwnTurn turn;
    private final Semaphore places;

    RemovalWaiting(EnablementQueries queries, OwnTurn turn, RemovalConfig config) {
        this.queries = queries;
        this.turn = turn;
        this.places = new Semaphore(config.waitingCallers());
    }

    /** The removal as it is when decided, or when the time that the caller prefers to wait is over. */
    Removal await(EnablementKey key, UUID removalId, @Nullable String prefer) {
        Removal removal = queries.removal(key, removalId);
        Duration wait = Preferences.waitOf(prefer);
        if (wait.isZero() || !places.tryAcquire()) {
            return removal;
        }
        turn.end();
        try {
            long deadline = System.nanoTime() + wait.toNanos();
            while (removal.state() == RemovalState.PENDING && System.nanoTime() < deadline) {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
                removal = queries.removal(key, removalId);
            }
            return removal;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return removal;
        } finally {
            places.release();
        }
    }
}
