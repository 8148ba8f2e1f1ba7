package dev.trunkline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.benchmark.Load.Outcome;
import dev.trunkline.benchmark.Neighbourhood.Round;
import dev.trunkline.benchmark.SecurityReport.Apart;
import dev.trunkline.benchmark.SecurityReport.Cost;
import dev.trunkline.benchmark.SecurityReport.Deliveries;
import dev.trunkline.benchmark.SecurityReport.Neighbours;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecurityReportTest {

    private static final Outcome OTHER = new Outcome(new double[] {1, 2}, 8, 2);

    private final SecurityReport report = new SecurityReport(
            1_000,
            20,
            List.of(
                    new Cost("reading", new double[] {90, 95, 99}, new double[] {100, 101, 99}),
                    new Cost("changing", new double[] {80}, new double[] {100})),
            List.of(
                    new Neighbours("none", "away", List.of(round(1, answers(0)))),
                    new Neighbours("10", "away", List.of(round(2, answers(0)))),
                    new Neighbours("10", "past it", List.of(round(9, OTHER), round(3, OTHER), round(2.5, OTHER)))),
            List.of(new Deliveries(1_000, 2.5, 100, List.of(0.4, 0.5), List.of(0.6, 1.2))),
            List.of(new Apart("a number", answers(2), answers(2.1)), new Apart("a list", answers(1), answers(2))),
            "here");

    private static Round round(double quiet, Outcome other) {
        return new Round(answers(quiet * 2), answers(quiet), other, Map.of("the client", 0.5, "number-service", 1.25));
    }

    private static Outcome answers(double millis) {
        return new Outcome(new double[] {millis}, 0, 1);
    }

    @Test
    void judgesWhatItShows() {
        assertThat(report.page())
                .contains("| reading | 95 | 100 | 0.95 |")
                .contains("| 10 | past it | 3.0 | 3.0 | 6.0 | 0 | 1 | 4 | 0.50 | 1.25 |")
                .contains("| 100 | 0.45 | 0.50 | 1,000 | 2.5 | 2 | 0.90 | 1.20 |")
                .contains("reading has 0.95 of the pace without, within the limit of 0.85.")
                .contains("changing has 0.80 of the pace without, **below** the limit of 0.85.")
                .contains(
                        "Limit 10, the other past it: the quiet one's median is 1.5 times as long as with the other away")
                .contains("a number: medians for foreign and unknown ids are 1.05 apart, within the limit of 1.15.")
                .contains("a list: medians for foreign and unknown ids are 2.00 apart, **above** the limit of 1.15.");
    }
}
