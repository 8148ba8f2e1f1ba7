package dev.trunkline.benchmark;

import static dev.trunkline.benchmark.Percentiles.at;

import java.util.List;
import java.util.Locale;

/** What was measured of reading as a page with a plot. */
final class ReadingReport {

    private static final double MOST_GROWTH = 1.2;

    /**
     * With one size of the inventory.
     *
     * @param history rows of history
     * @param first sorted milliseconds of reading the first page
     * @param last the same of the last one
     * @param asked sorted milliseconds of asking what a number was at some time
     * @param queries to the history in one such question
     * @param plan of that query, as it was carried out
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Round(
            int numbers, long history, double[] first, double[] last, double[] asked, int queries, List<String> plan) {

        @Override
        public String toString() {
            return format(
                    "%,d numbers, %,d rows of history: first page p50 %.2f ms, last page p50 %.2f ms, asked p50 %.2f ms p99 %.2f ms",
                    numbers, history, at(first, 0.5), at(last, 0.5), at(asked, 0.5), at(asked, 0.99));
        }
    }

    private final List<Round> rounds;
    private final String machine;

    ReadingReport(List<Round> rounds, String machine) {
        this.rounds = List.copyOf(rounds);
        this.machine = machine;
    }

    String page() {
        StringBuilder page = new StringBuilder(format(
                """
                # Reading a large inventory

                The first and the last page of 1,000 numbers of a tenant's list, again and again, and the question who held a number at some time,
                under which consent and with which address (`history?at=`), of numbers from all over the tenant at random times, each asked
                once; all over HTTP by one client, one request after the other. Each number has a past of ten changes, which lie all over
                the table; the index that keeps ended intervals apart is left out of it, nobody reads along it. All in one run, made by `deploy/benchmark/reading`.

                %s

                ![beside each other](reading.svg)

                | numbers | rows of history | first page p50 ms | p99 ms | last page p50 ms | p99 ms | last / first | asked p50 ms | p99 ms | queries |
                |---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
                """,
                machine));
        for (Round round : rounds) {
            page.append(format(
                    "| %,d | %,d | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %d |%n",
                    round.numbers(),
                    round.history(),
                    at(round.first(), 0.5),
                    at(round.first(), 0.99),
                    at(round.last(), 0.5),
                    at(round.last(), 0.99),
                    at(round.last(), 0.5) / at(round.first(), 0.5),
                    at(round.asked(), 0.5),
                    at(round.asked(), 0.99),
                    round.queries()));
        }
        return page.append('\n').append(verdict()).append(plan()).toString();
    }

    private String verdict() {
        StringBuilder verdict = new StringBuilder();
        Round small = rounds.get(0);
        Round large = rounds.get(rounds.size() - 1);
        verdict(
                verdict,
                format("The last page of %,d numbers over the first one", large.numbers()),
                at(large.last(), 0.5) / at(large.first(), 0.5));
        if (rounds.size() > 1) {
            verdict(
                    verdict,
                    format("The last page of %,d numbers over that of %,d", large.numbers(), small.numbers()),
                    at(large.last(), 0.5) / at(small.last(), 0.5));
            verdict(
                    verdict,
                    format("Asked of %,d rows of history over %,d", large.history(), small.history()),
                    at(large.asked(), 0.5) / at(small.asked(), 0.5));
        }
        return verdict.toString();
    }

    private static void verdict(StringBuilder verdict, String what, double ratio) {
        verdict.append(format(
                "- %s (p50): %.2f, %s the limit of %.1f.%n",
                what, ratio, ratio <= MOST_GROWTH ? "within" : "**above**", MOST_GROWTH));
    }

    private String plan() {
        Round large = rounds.get(rounds.size() - 1);
        return format(
                """

                The query to the history with %,d rows, as PostgreSQL carried it out:

                ```
                %s
                ```
                """,
                large.history(), String.join("\n", large.plan()));
    }

    String plot() {
        BarChart chart = new BarChart("Milliseconds, p50", "%.2f ms");
        for (Round round : rounds) {
            chart.bar(format("%,d numbers, first page", round.numbers()), at(round.first(), 0.5), "#4c78a8")
                    .bar(format("%,d numbers, last page", round.numbers()), at(round.last(), 0.5), "#9ecae9")
                    .bar(format("%,d rows, history?at=", round.history()), at(round.asked(), 0.5), "#54a24b");
        }
        return chart.svg();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
