package dev.trunkline.benchmark;

import static dev.trunkline.benchmark.Percentiles.median;

import dev.trunkline.benchmark.Load.Outcome;
import dev.trunkline.benchmark.Neighbourhood.Round;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What was measured of the price and the effect of what protects one party from another. */
final class SecurityReport {

    private static final double LEAST_SHARE = 0.85;
    private static final double MOST_APART = 1.15;

    /**
     * A request with row-level security and without, by turns.
     *
     * @param with requests a second, as often as measured
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Cost(String request, double[] with, double[] without) {

        double share() {
            return median(with) / median(without);
        }
    }

    /** What a quiet tenant and the other one beside it were answered, round by round. */
    record Neighbours(String limit, String other, List<Round> rounds) {

        private double middle(ToDoubleFunction<Round> value) {
            return median(rounds.stream().mapToDouble(value).toArray());
        }

        double quiet(double share) {
            return middle(round -> round.quiet().at(share));
        }

        int refused() {
            return rounds.stream()
                    .mapToInt(round -> round.first().refused() + round.quiet().refused())
                    .sum();
        }
    }

    /**
     * Small uploads of one tenant's operator, alone and while another tenant imports users.
     *
     * @param imported seconds until number-service knew all of the {@code users}
     * @param alone seconds until the {@code uploaded} numbers could be seen
     */
    record Deliveries(int users, double imported, int uploaded, List<Double> alone, List<Double> beside) {

        static double longest(List<Double> seconds) {
            return seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        }

        static double middle(List<Double> seconds) {
            return median(seconds.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    /** Answers to ids of somebody else and to ids of nobody, by turns. */
    record Apart(String request, Outcome foreign, Outcome unknown) {

        double ratio() {
            double ratio = foreign.at(0.5) / unknown.at(0.5);
            return Math.max(ratio, 1 / ratio);
        }
    }

    private final int numbers;
    private final int tables;
    private final List<Cost> costs;
    private final List<Neighbours> neighbours;
    private final List<Deliveries> deliveries;
    private final List<Apart> apart;
    private final String machine;

    SecurityReport(
            int numbers,
            int tables,
            List<Cost> costs,
            List<Neighbours> neighbours,
            List<Deliveries> deliveries,
            List<Apart> apart,
            String machine) {
        this.numbers = numbers;
        this.tables = tables;
        this.costs = List.copyOf(costs);
        this.neighbours = List.copyOf(neighbours);
        this.deliveries = List.copyOf(deliveries);
        this.apart = List.copyOf(apart);
        this.machine = machine;
    }

    String page() {
        StringBuilder page = new StringBuilder(format(
                """
                # What keeping parties apart costs, and what it does

                Over the packaged services, made by `deploy/benchmark/security`. %s

                ## Row-level security

                The same requests of number-service with row-level security forced on its %d tables and with it switched off, by turns in one
                run, with %,d numbers of the tenant (requests a second, 4 connections, medians).

                | request | with | without | share |
                |---|---:|---:|---:|
                """,
                machine, tables, numbers));
        costs.forEach(cost -> page.append(format(
                "| %s | %,.0f | %,.0f | %.2f |%n",
                cost.request(), median(cost.with()), median(cost.without()), cost.share())));
        page.append(
                """

                ## Beside a tenant at its limit

                A quiet tenant reads a number 40 times a second on one connection; another one reads on connections of its own, asks on when
                it is refused, and heeds no Retry-After. What stands below one limit was measured in one stack by turns, three times after a
                round to warm up; each figure is the median of the rounds. The first second of a round, in which the other may spend what it
                saved for a burst, stands for itself: what the quiet tenant waited longest in it. Client, services and database share the
                machine: the last two columns are the processors that client and number-service used. Beside a flood that is sent to
                a bare server, which answers 429 and does nothing else, the quiet tenant loses what the client and the kernel take of the
                machine; only what it loses beyond that is the service's doing.

                | limit | the other tenant | quiet p50 ms | p99 ms | longest in its first second | refused | the other's answers/s | refused/s | client | number-service |
                |---|---|---:|---:|---:|---:|---:|---:|---:|---:|
                """);
        neighbours.forEach(row -> page.append(row(row)));
        page.append(
                """

                ## Beside an import

                An operator uploads few numbers for its tenant again and again, alone and until number-service knows all users that another
                tenant imports: seconds until the numbers can be seen.

                | numbers | alone p50 s | longest | users imported | within s | uploads meanwhile | p50 s | longest |
                |---:|---:|---:|---:|---:|---:|---:|---:|
                """);
        deliveries.forEach(row -> page.append(format(
                "| %,d | %.2f | %.2f | %,d | %.1f | %d | %.2f | %.2f |%n",
                row.uploaded(),
                Deliveries.middle(row.alone()),
                Deliveries.longest(row.alone()),
                row.users(),
                row.imported(),
                row.beside().size(),
                Deliveries.middle(row.beside()),
                Deliveries.longest(row.beside()))));
        page.append(
                """

                ## Foreign and unknown ids

                By turns on one connection, so that whatever else the machine does meets both.

                | request | foreign p50 ms | unknown p50 ms | apart |
                |---|---:|---:|---:|
                """);
        apart.forEach(row -> page.append(format(
                "| %s | %.2f | %.2f | %.2f |%n",
                row.request(), row.foreign().at(0.5), row.unknown().at(0.5), row.ratio())));
        return page.append('\n').append(verdict()).toString();
    }

    static String row(Neighbours row) {
        return format(
                "| %s | %s | %.1f | %.1f | %.1f | %d | %,.0f | %,.0f | %.2f | %.2f |%n",
                row.limit(),
                row.other(),
                row.quiet(0.5),
                row.quiet(0.99),
                row.middle(round -> round.first().at(1)),
                row.refused(),
                row.middle(round -> round.other().perSecond()),
                row.middle(round -> round.other().refusedPerSecond()),
                row.middle(Round::client),
                row.middle(Round::service));
    }

    String verdict() {
        StringBuilder verdict = new StringBuilder();
        costs.forEach(cost -> verdict.append(format(
                "- With row-level security, %s has %.2f of the pace without, %s the limit of %.2f.%n",
                cost.request(), cost.share(), cost.share() >= LEAST_SHARE ? "within" : "**below**", LEAST_SHARE)));
        neighbours.forEach(row -> {
            Neighbours away = neighbours.stream()
                    .filter(other -> other.limit().equals(row.limit()))
                    .findFirst()
                    .orElse(row);
            if (!row.other().equals(away.other())) {
                verdict.append(format(
                        "- Limit %s, the other %s: the quiet one's median is %.1f times as long as with the other away, its p99 %.1f times;"
                                + " %d of its requests were refused.%n",
                        row.limit(),
                        row.other(),
                        row.quiet(0.5) / away.quiet(0.5),
                        row.quiet(0.99) / away.quiet(0.99),
                        row.refused()));
            }
        });
        apart.forEach(row -> verdict.append(format(
                "- %s: medians for foreign and unknown ids are %.2f apart, %s the limit of %.2f.%n",
                row.request(), row.ratio(), row.ratio() <= MOST_APART ? "within" : "**above**", MOST_APART)));
        return verdict.toString();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
