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
    /** Until the other has used up what it had saved for a burst. */
    private static final Duration FIRST = Duration.ofSeconds(1);

    private static final Duration QUIET = Duration.ofMillis(25);
    private static final String CLIENT = "the client";
    private static final String SERVICE = "number-service";

    private final LocalStack stack;
    private final Load beginning = new Load(FIRST);
    private final Load load;
    private final Load loudLoad;
    private final IntFunction<Answer> quiet;
    private final IntFunction<Answer> loud;
    private final IntFunction<Answer> elsewhere;

    /**
     * Parties and their requests.
     *
     * @param time of one round, its first second aside
     * @param elsewhere what the other asks a server that has nothing to do with the stack
     */
    Neighbourhood(
            LocalStack stack,
            Duration time,
            IntFunction<Answer> quiet,
            IntFunction<Answer> loud,
            IntFunction<Answer> elsewhere) {
        this.stack = stack;
        this.load = new Load(time);
        this.loudLoad = new Load(time.plus(FIRST));
        this.quiet = quiet;
        this.loud = loud;
        this.elsewhere = elsewhere;
    }

    /**
     * What the other tenant does.
     *
     * @param connections that ask on and on, whatever they are answered; none when it is away
     * @param pause from the beginning of one request to that of the next
     * @param elsewhere whether it asks a server that only refuses
     */
    record Other(String what, int connections, Duration pause, boolean elsewhere) {

        static final Other AWAY = new Other("away", 0, Duration.ZERO);

        Other(String what, int connections, Duration pause) {
            this(what, connections, pause, false);
        }

        /** The same requests to a server that only refuses. */
        Other toABareServer() {
            return new Other(what + ", at a bare server", connections, pause, true);
        }
    }

    /**
     * One round beside it.
     *
     * @param first what the quiet one waited in the first second, which the other may fill with a burst
     * @param quiet what it waited after that
     * @param processors seconds of processor time by part of the stack, for each second
     */
    record Round(Outcome first, Outcome quiet, Outcome other, Map<String, Double> processors) {

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
        CompletableFuture<Outcome> busy = CompletableFuture.supplyAsync(() -> run(other));
        Outcome first = beginning.run(1, QUIET, quiet);
        ProcessorTime time = ProcessorTime.from(stack);
        Stopwatch watch = new Stopwatch();
        Outcome waited = load.run(1, QUIET, quiet);
        double seconds = watch.seconds();
        Map<String, Double> processors = new LinkedHashMap<>();
        time.secondsWithOwn().forEach((part, used) -> processors.put(part, used / seconds));
        return new Round(first, waited, busy.join(), processors);
    }

    private Outcome run(Other other) {
        try {
            return other.connections() == 0
                    ? new Outcome(new double[0], 0, 1)
                    : loudLoad.run(other.connections(), other.pause(), other.elsewhere() ? elsewhere : loud);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }
}
