package dev.trunkline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.benchmark.AssignmentReport.Round;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class AssignmentReportTest {

    private static final Round FEW = new Round(
            10_000,
            new double[] {450, 500, 480},
            new double[] {1_000, 900, 1_100},
            new double[] {5_000},
            new double[] {5_000},
            new double[] {4, 5, 30},
            new double[] {1, 2, 3},
            List.of("select\n  number"),
            Map.of("number-service", 812.0));
    private static final Round MANY = new Round(
            1_000_000,
            new double[] {350},
            new double[] {1_000},
            new double[] {4_900},
            new double[] {4_000},
            new double[] {9, 11, 40},
            new double[] {1, 2, 3},
            List.of("select\n  number"),
            Map.of("number-service", 812.0));

    private final AssignmentReport report = new AssignmentReport(List.of(FEW, MANY), "here", 8);

    @Test
    void judgesRatiosAndGrowth() {
        assertThat(report.page())
                .contains("- 10,000 numbers: single assignments have 0.48 of the loop's pace, within the limit of 0.4.")
                .contains(
                        "- 1,000,000 numbers: single assignments have 0.35 of the loop's pace, **below** the limit of 0.4.")
                .contains(
                        "- 10,000 numbers: seen by the other service after 2.5 times the bare round trip, within the limit of 5.")
                .contains(
                        "- 1,000,000 numbers: seen by the other service after 5.5 times the bare round trip, **above**")
                .contains("Time of a single assignment with 1,000,000 numbers over that with 10,000: 1.37, **above**")
                .contains("Time of an assignment in bulk with 1,000,000 numbers over that with 10,000: 1.02, within")
                .contains("all over the table, each on a page of its own in the larger one: 1.25.")
                .contains("| number-service | 812 |")
                .contains("select number\n");
    }

    @Test
    void takesTogetherWhatWasMeasuredBeforeAndAfter() {
        Round both = MANY.and(new Round(
                1_000_000,
                new double[] {450, 470},
                new double[] {900, 920},
                new double[] {5_100},
                new double[] {4_100},
                new double[] {2, 3},
                new double[] {4},
                List.of("select\n  number"),
                Map.of("number-service", 700.0)));

        assertThat(both.http()).containsExactly(350, 450, 470);
        assertThat(both.ratio()).isEqualTo(450.0 / 920.0);
        assertThat(both.seen()).containsExactly(2, 3, 9, 11, 40);
        assertThat(both.bare()).containsExactly(1, 2, 3, 4);
        assertThat(both.processors()).containsEntry("number-service", 700.0);
    }

    @Test
    void drawsAPlotThatIsXml() throws Exception {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(report.plot().getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(7);
    }
}
