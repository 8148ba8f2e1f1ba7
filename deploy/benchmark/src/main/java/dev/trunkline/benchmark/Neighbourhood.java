package dev.trunkline.benchmark;

import dev.trunkline.benchmark.Load.Outcome;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.story.Answer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;

/**
 * How long a quiet tenant waits while another one does this or that, by turns within one stack, so that nothing but the other is another.
 * The first round warms everything up, and nobody looks at it.
 */
final class Neighbourhood {

    private static final int ROUNDS = 3;
    private static final Duration QUIET = Duration.ofMillis(25);
    private static final String CLIENT = "the client";
    private static final String SERVICE = "number-service";

    private final LocalStack stack;
    private final Load load;
    private final IntFunction<Answer> quiet;
    private final IntFunction<Answer> loud;

    Neighbourhood(LocalStack stack, Load load, IntFunction<Answer> quiet, IntFunction<Answer> loud) {
        this.stack = stack;
        this.load = load;
        this.quiet = quiet;
        this.loud = loud;
    }

    /**
     * What the other tenant does.
     *
     * @param connections that ask on and on, whatever they are answered; none when it is away
     * @param pause from the beginning of one request to that of the next
     */
    record Other(String what, int connections, Duration pause) {

        static final Other AWAY = new Other("away", 0, Duration.ZERO);
    }

    /**
     * One round beside it.
     *
     * @param processors seconds of processor time by part of the stack, for each second
     */
    record Round(Outcome quiet, Outcome other, Map<String, Double> processors) {

        double client() {
            return processors.getOrDefault(CLIENT, 0.0);
        }

        double service() {
            return processors.getOrDefault(SERVICE, 0.0);
        }
    }

    Map<Other, List<Round>> measure(List<Other> others) throws InterruptedException, SQLException {
        Map<Other, List<Round>> rounds = new LinkedHashMap<>();
        for (int i = 0; i <= ROUNDS; i++) {
            for (Other other : others) {
                Round round = beside(other);
                if (i > 0) {
                    rounds.computeIfAbsent(other, key -> new ArrayList<>()).add(round);
                }
            }
        }
        return rounds;
    }

    private Round beside(Other other) throws InterruptedException, SQLException {
        ProcessorTime time = ProcessorTime.from(stack);
        Stopwatch watch = new Stopwatch();
        CompletableFuture<Outcome> busy = CompletableFuture.supplyAsync(() -> run(other));
        Outcome waited = load.run(1, QUIET, quiet);
        Outcome others = busy.join();
        double seconds = watch.seconds();
        Map<String, Double> processors = new LinkedHashMap<>();
        time.secondsWithOwn().forEach((part, used) -> processors.put(part, used / seconds));
        return new Round(waited, others, processors);
    }

    private Outcome run(Other other) {
        try {
            return other.connections() == 0
                    ? new Outcome(new double[0], 0, 1)
                    : load.run(other.connections(), other.pause(), loud);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }
}
