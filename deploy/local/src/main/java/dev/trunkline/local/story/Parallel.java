package dev.trunkline.local.story;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Many small requests, a few at a time. */
final class Parallel {

    private static final int AT_A_TIME = 8;

    private Parallel() {}

    /** How many of them succeeded; shown on the bar as they end. */
    static <T> long count(ProgressBar bar, List<T> work, Predicate<T> request) {
        AtomicLong done = new AtomicLong();
        List<Future<Boolean>> results = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            for (T item : work) {
                results.add(workers.submit(() -> {
                    boolean succeeded = request.test(item);
                    bar.show(done.incrementAndGet());
                    return succeeded;
                }));
            }
            long succeeded = 0;
            for (Future<Boolean> result : results) {
                succeeded += result.get() ? 1 : 0;
            }
            return succeeded;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryException("interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoryException known
                    ? known
                    : new StoryException("A request failed: " + e, e);
        } finally {
            workers.shutdownNow();
            bar.end();
        }
    }
}
