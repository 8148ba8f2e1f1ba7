package dev.trunkline.operator.stream;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Places for streams in one process: so many, and so many of them for one operator, who cannot keep the others out. */
public final class StreamPlaces {

    private final Semaphore free;
    private final int perOperator;
    private final Map<UUID, Integer> taken = new ConcurrentHashMap<>();

    public StreamPlaces(int all, int perOperator) {
        this.free = new Semaphore(all);
        this.perOperator = perOperator;
    }

    /** A stream's place; its first return alone counts. */
    public interface Place {
        void giveBack();
    }

    /** A place for a stream of the operator; empty while it has as many as it may, or while nobody can have one. */
    public Optional<Place> take(UUID operatorId) {
        if (!free.tryAcquire()) {
            return Optional.empty();
        }
        AtomicBoolean mayHave = new AtomicBoolean();
        taken.compute(operatorId, (operator, streams) -> {
            int before = streams == null ? 0 : streams;
            mayHave.set(before < perOperator);
            return mayHave.get() ? before + 1 : before;
        });
        if (!mayHave.get()) {
            free.release();
            return Optional.empty();
        }
        AtomicBoolean given = new AtomicBoolean();
        return Optional.of(() -> {
            if (given.compareAndSet(false, true)) {
                taken.computeIfPresent(operatorId, (operator, streams) -> streams == 1 ? null : streams - 1);
                free.release();
            }
        });
    }
}
