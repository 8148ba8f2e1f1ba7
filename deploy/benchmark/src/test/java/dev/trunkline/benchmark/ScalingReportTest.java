package dev.trunkline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.benchmark.ScalingRequests.Kind;
import dev.trunkline.benchmark.ScalingRound.Requests;
import dev.trunkline.benchmark.ScalingRound.Uploaded;
import dev.trunkline.local.StackService;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScalingReportTest {

    private static final Map<String, ReplicaShare> SHARES = Map.of(
            "operator-service", new ReplicaShare(StackService.OPERATOR, 2_000, 10, 2, 500, 300, 90),
            "tenant-service", new ReplicaShare(StackService.TENANT, 1_000, 10, 1, 400, 200, 80),
            "number-service", new ReplicaShare(StackService.NUMBER, 4_000, 10, 4, 700, 384, 120));

    private static final Map<String, Double> SERVERS = Map.of(
            "Kafka", 1.0,
            "PostgreSQL: operator", 2.0,
            "PostgreSQL: tenant", 1.0,
            "PostgreSQL: number", 2.0,
            "PostgreSQL: housekeeping", 3.0);

    @Test
    void saysWhatSharingCostsAndBrings() {
        String page = page(round(1, 10), round(2, 8));

        assertThat(page)
                .contains(
                        "| 1 | 10,000 | 10,000 | yes | yes | number-service 12 of 12 (12) |",
                        "| 2 | 10,000 | 10,000 | yes | yes | number-service 12 of 12 (6) |")
                .contains("| 2 | 8.0 | 1,250 | 1.25 | 100 | 1.00 | 100 | 1.00 |")
                .contains("| number | `phone_number` | 1,000 | 250 | 900 |")
                .contains("| `trunkline.numbers` | 1,234,567 |");
    }

    @Test
    void saysWhatIsLostOrNotShared() {
        ScalingRound idle = new ScalingRound(
                2,
                new Uploaded(10_000, 9_999, 10, SHARES, SERVERS),
                asked(),
                List.of(new Sharing.Group("number-service", 2, 12, 12, 0)),
                List.of("one is missing"),
                Map.of("number-service-2", new ReplicaShare(StackService.NUMBER, 0, 10, 4, 700, 384, 120)));

        assertThat(page(round(1, 10), idle))
                .contains("| 2 | 10,000 | 9,999 | **no**: [one is missing] | **no** "
                        + "| number-service 12 of 12 (0) **not shared** |");
    }

    @Test
    void derivesWhatAPodAsksFor() {
        // 20 × 4,000 + 5 × 4,000 + 20 × 1,000 + 500 × 400 µs; 1.25 × 700 MiB are 107 more than the limit, half of it
        // heap.
        assertThat(page(round(1, 10)))
                .contains("| a tenant reads a number | number-service | 4.00 | 100 | 3,000 | 1.00 |")
                .contains("| number-service | 4000 | 4000 | 1000 | 400.0 | 700 | 350m | 1024Mi |")
                .contains("| tenant-service | 1000 | 1000 | 1000 | 100.0 | 400 | 100m | 512Mi |");
    }

    @Test
    void countsWhatHasComeSince() {
        ReplicaShare before = new ReplicaShare(StackService.TENANT, 4, 5, 1, 200, 100, 50);

        assertThat(new ReplicaShare(StackService.TENANT, 10, 20, 3, 300, 120, 60).since(before))
                .isEqualTo(new ReplicaShare(StackService.TENANT, 6, 15, 2, 300, 120, 60));
    }

    @Test
    void derivesWhatServersAskFor() {
        // A third of 3 s of housekeeping and 2 s of its own for 1,000 requests, 2,000 events or 10,000 numbers: of
        // operator-service 20 × 3,000 + 5 × 3,000 + 20 × 1,500 + 500 × 300 µs for each of six pods.
        assertThat(page(round(1, 10)))
                .contains("| number-service | 3000 | 3000 | 750 | 300.0 | 240 |")
                .contains("| database | production | 6 | 2048 | 1750m | 6400Mi |")
                // 15 × 1,000 + 500 × 100 µs for each of two pods; 512 + 1.25 × (400 − 384 + 512) MiB.
                .contains("| broker | evaluation | 2 | 512 | 250m | 1280Mi |");
    }

    private static String page(ScalingRound... rounds) {
        return new ScalingReport(
                        List.of(rounds),
                        List.of(new RowSizes.Size("number", "phone_number", 1_000, 250_000, 900_000)),
                        Map.of("trunkline.numbers", 1_234_567L),
                        new ServerMemory(6, 400),
                        "A machine.")
                .page();
    }

    private static ScalingRound round(int replicas, double seconds) {
        return new ScalingRound(
                replicas,
                new Uploaded(10_000, 10_000, seconds, SHARES, SERVERS),
                asked(),
                List.of(new Sharing.Group("number-service", replicas, 12, 12, 12 / replicas)),
                List.of(),
                SHARES);
    }

    private static List<Requests> asked() {
        return Arrays.stream(Kind.values())
                .map(kind -> new Requests(kind, 1_000, 100, SHARES, SERVERS))
                .toList();
    }
}
