package dev.trunkline.benchmark;

import static dev.trunkline.benchmark.Percentiles.at;
import static dev.trunkline.benchmark.Percentiles.median;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was measured of assignments as a page with a plot. */
final class AssignmentReport {

    private static final double LEAST_RATIO = 0.4;
    private static final double MOST_TIMES_BARE = 5;
    private static final double MOST_GROWTH = 1.2;
    private static final int LINE = 130;

    private static final String BEGINNING =
            """
            # Assignments beside a plain loop

            Single assignments over HTTP beside the same %d statements, as PostgreSQL logged them from the service, in a plain loop over
            JDBC, both with %d connections (medians), of numbers from all over the table; 10,000 assignments in one request, of the same block
            of neighbouring numbers whatever else is in the table; and how long what tenant-service commits takes to be committed by
            number-service at 100 events a second, by the commit timestamps of the database server, beside a record produced to and
            consumed from the same broker, in turns. What the services still do for one is over before the next begins.
            All in one run, made by `deploy/benchmark/assignments`, in which the table grows and shrinks again: half of what is measured
            with few numbers comes before what is measured with many, and half after it. The first single and the first bulk measurement of
            each part warm up plans, caches and the pages that the log takes whole after a checkpoint, and are left out. The database has 2 GB
            of buffers, as the manifests for production give it; the services' full compiler takes up sooner than usual what runs often, so
            that they are measured as they are after days.

            %s

            ![beside each other](assignments.svg)

            | numbers in the table | HTTP/s | JDBC/s | ratio | bulk/s | bulk all over/s | seen p50 ms | p99 ms | bare p50 ms | p99 ms | times bare |
            |---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            """;

    /**
     * With one size of the table.
     *
     * @param http single assignments a second over HTTP, as often as measured
     * @param jdbc the same statements in a plain loop
     * @param bulk numbers a second in bulk, of a block
     * @param scattered the same of as many numbers from all over the table
     * @param seen sorted milliseconds from commit to commit in the other service
     * @param bare sorted milliseconds of a record through the broker
     * @param statements of one assignment
     * @param processors microseconds of processor time that one assignment over HTTP takes of each part
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Round(
            int numbers,
            double[] http,
            double[] jdbc,
            double[] bulk,
            double[] scattered,
            double[] seen,
            double[] bare,
            List<String> statements,
            Map<String, Double> processors) {

        /** With what was measured later in the same run; statements and processor times are the later ones. */
        Round and(Round later) {
            return new Round(
                    numbers,
                    joined(http, later.http()),
                    joined(jdbc, later.jdbc()),
                    joined(bulk, later.bulk()),
                    joined(scattered, later.scattered()),
                    sorted(joined(seen, later.seen())),
                    sorted(joined(bare, later.bare())),
                    later.statements(),
                    later.processors());
        }

        private static double[] joined(double[] some, double[] others) {
            double[] all = Arrays.copyOf(some, some.length + others.length);
            System.arraycopy(others, 0, all, some.length, others.length);
            return all;
        }

        private static double[] sorted(double[] values) {
            Arrays.sort(values);
            return values;
        }

        double ratio() {
            return median(http) / median(jdbc);
        }

        double timesBare() {
            return at(seen, 0.5) / at(bare, 0.5);
        }

        @Override
        public String toString() {
            return numbers + " numbers: http " + Arrays.toString(http) + ", jdbc " + Arrays.toString(jdbc) + ", bulk "
                    + Arrays.toString(bulk) + ", all over " + Arrays.toString(scattered) + ", seen p50 " + at(seen, 0.5)
                    + " p99 " + at(seen, 0.99) + ", bare p50 "
                    + at(bare, 0.5) + " p99 " + at(bare, 0.99) + ", processors " + processors;
        }
    }

    private final List<Round> rounds;
    private final String machine;
    private final int connections;

    AssignmentReport(List<Round> rounds, String machine, int connections) {
        this.rounds = List.copyOf(rounds);
        this.machine = machine;
        this.connections = connections;
    }

    String page() {
        StringBuilder page =
                new StringBuilder(format(BEGINNING, rounds.get(0).statements().size(), connections, machine));
        for (Round round : rounds) {
            page.append(format(
                    "| %,d | %,.0f | %,.0f | %.2f | %,.0f | %,.0f | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
                    round.numbers(),
                    median(round.http()),
                    median(round.jdbc()),
                    round.ratio(),
                    median(round.bulk()),
                    median(round.scattered()),
                    at(round.seen(), 0.5),
                    at(round.seen(), 0.99),
                    at(round.bare(), 0.5),
                    at(round.bare(), 0.99),
                    round.timesBare()));
        }
        return page.append('\n')
                .append(verdict())
                .append(processors())
                .append(statements())
                .toString();
    }

    private String processors() {
        Round last = rounds.get(rounds.size() - 1);
        StringBuilder lines = new StringBuilder(format(
                """

                Processor time of one assignment over HTTP with %,d numbers, in microseconds, with all that follows from it in the other
                services:

                | part | µs |
                |---|---:|
                """,
                last.numbers()));
        last.processors().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .filter(part -> part.getValue() >= 1)
                .forEach(part -> lines.append(format("| %s | %.0f |%n", part.getKey(), part.getValue())));
        return lines.toString();
    }

    private String statements() {
        StringBuilder lines = new StringBuilder("\nThe statements of one assignment:\n\n```\n");
        for (String sql : rounds.get(0).statements()) {
            String line = sql.replaceAll("\\s+", " ").strip();
            lines.append(line.length() > LINE ? line.substring(0, LINE - 2) + " …" : line)
                    .append('\n');
        }
        return lines.append("```\n").toString();
    }

    String verdict() {
        StringBuilder verdict = new StringBuilder();
        for (Round round : rounds) {
            verdict.append(format(
                    "- %,d numbers: single assignments have %.2f of the loop's pace, %s the limit of %.1f.%n",
                    round.numbers(),
                    round.ratio(),
                    round.ratio() >= LEAST_RATIO ? "within" : "**below**",
                    LEAST_RATIO));
            verdict.append(format(
                    "- %,d numbers: seen by the other service after %.1f times the bare round trip, %s the limit of %.0f.%n",
                    round.numbers(),
                    round.timesBare(),
                    round.timesBare() <= MOST_TIMES_BARE ? "within" : "**above**",
                    MOST_TIMES_BARE));
        }
        if (rounds.size() > 1) {
            growth(verdict, "a single assignment", round -> 1 / median(round.http()));
            growth(verdict, "an assignment in bulk", round -> 1 / median(round.bulk()));
            verdict.append(format(
                    "- The same of numbers from all over the table, each on a page of its own in the larger one: %.2f.%n",
                    grown(round -> 1 / median(round.scattered()))));
            growth(verdict, "being seen (p50)", round -> at(round.seen(), 0.5));
        }
        return verdict.toString();
    }

    private void growth(StringBuilder verdict, String what, ToDoubleFunction<Round> time) {
        Round first = rounds.get(0);
        Round last = rounds.get(rounds.size() - 1);
        double growth = grown(time);
        verdict.append(format(
                "- Time of %s with %,d numbers over that with %,d: %.2f, %s the limit of %.1f.%n",
                what,
                last.numbers(),
                first.numbers(),
                growth,
                growth <= MOST_GROWTH ? "within" : "**above**",
                MOST_GROWTH));
    }

    private double grown(ToDoubleFunction<Round> time) {
        return time.applyAsDouble(rounds.get(rounds.size() - 1)) / time.applyAsDouble(rounds.get(0));
    }

    String plot() {
        BarChart chart = new BarChart("Assignments a second", "%,.0f");
        for (Round round : rounds) {
            chart.bar(format("%,d numbers, HTTP", round.numbers()), median(round.http()), "#4c78a8")
                    .bar(format("%,d numbers, JDBC", round.numbers()), median(round.jdbc()), "#333333")
                    .bar(format("%,d numbers, bulk", round.numbers()), median(round.bulk()), "#54a24b");
        }
        return chart.svg();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
