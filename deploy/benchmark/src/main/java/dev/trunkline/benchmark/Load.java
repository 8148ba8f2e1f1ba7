package dev.trunkline.benchmark;

import dev.trunkline.local.story.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Requests for a while, by some connections at once, each the next as soon as the one before is answered or its time has come. */
final class Load {

    private final Duration time;

    Load(Duration time) {
        this.time = time;
    }

    /**
     * What became of them.
     *
     * @param millis that answers took which are no refusals for too many requests, sorted
     * @param refused answered by 429
     * @param seconds that all took
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Outcome(double[] millis, int refused, double seconds) {

        double perSecond() {
            return millis.length / seconds;
        }

        double refusedPerSecond() {
            return refused / seconds;
        }

        double at(double share) {
            return Percentiles.at(millis, share);
        }
    }

    /**
     * Sends requests.
     *
     * @param pause between the beginnings of two requests of a connection; zero for none
     * @param request by its number
     */
    Outcome run(int connections, Duration pause, IntFunction<Answer> request) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<List<Double>>> parts = new ArrayList<>();
            int[] refused = new int[connections];
            for (int part = 0; part < connections; part++) {
                int own = part;
                parts.add(() -> send(own, connections, pause, request, refused));
            }
            Stopwatch watch = new Stopwatch();
            List<Double> millis = new ArrayList<>();
            for (Future<List<Double>> done : threads.invokeAll(parts)) {
                millis.addAll(done.get());
            }
            double[] sorted =
                    millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return new Outcome(sorted, Arrays.stream(refused).sum(), watch.seconds());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private List<Double> send(int first, int step, Duration pause, IntFunction<Answer> request, int[] refused)
            throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; System.nanoTime() - begun < time.toNanos(); i++) {
            long sent = System.nanoTime();
            Answer answer = request.apply(first + i * step);
            long taken = System.nanoTime() - sent;
            if (answer.status() == 429) {
                refused[first]++;
            } else {
                millis.add(taken / 1e6);
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos() - (System.nanoTime() - sent));
        }
        return millis;
    }
}
