package dev.trunkline.platform.limit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many requests of one caller be worked at together. The next ones take turns in the order in which they came, and hold nothing but
 * their connection until then: whoever opens many connections takes neither the threads nor the database's connections of the others.
 */
@ApplicationScoped
class CallerTurns {

    private final LimitSettings settings;
    private final Map<String, Queue> queues = new ConcurrentHashMap<>();

    CallerTurns(LimitSettings settings) {
        this.settings = settings;
    }

    enum State {
        BEGUN,
        WAITING,
        REFUSED,
        OVER
    }

    /** One request's turn; changed under the lock of its caller's queue alone. */
    static final class Turn {

        private final String caller;
        private final Runnable begin;
        private volatile State state = State.REFUSED;

        private Turn(String caller, Runnable begin) {
            this.caller = caller;
            this.begin = begin;
        }

        State state() {
            return state;
        }
    }

    private static final class Queue {

        private final Deque<Turn> waiting = new ArrayDeque<>();
        private int begun;

        private State enter(Turn turn, LimitSettings settings) {
            if (begun < settings.atOnce()) {
                begun++;
                return State.BEGUN;
            }
            if (waiting.size() >= settings.waiting()) {
                return State.REFUSED;
            }
            waiting.add(turn);
            return State.WAITING;
        }

        /** Answers whose turn it is now. */
        private @Nullable Turn leave(Turn turn) {
            State left = turn.state;
            turn.state = State.OVER;
            if (left == State.WAITING) {
                waiting.remove(turn);
                return null;
            }
            Turn next = left == State.BEGUN ? waiting.poll() : null;
            if (next != null) {
                next.state = State.BEGUN;
            } else if (left == State.BEGUN) {
                begun--;
            }
            return next;
        }
    }

    /**
     * Asks for a turn, to be ended by {@link #leave} whatever becomes of the request.
     *
     * @param begin runs once, if the turn has to wait and then comes: in the thread of whoever left
     * @return refused when too many of the caller's requests wait
     */
    Turn enter(String caller, Runnable begin) {
        Turn turn = new Turn(caller, begin);
        queues.compute(caller, (name, present) -> {
            Queue queue = present == null ? new Queue() : present;
            turn.state = queue.enter(turn, settings);
            return queue;
        });
        return turn;
    }

    /** Ends the turn, also while it waits; no more often than once counts. */
    void leave(Turn turn) {
        Turn[] next = new Turn[1];
        queues.computeIfPresent(turn.caller, (name, queue) -> {
            next[0] = queue.leave(turn);
            return queue.begun == 0 ? null : queue;
        });
        if (next[0] != null) {
            next[0].begin.run();
        }
    }
}
