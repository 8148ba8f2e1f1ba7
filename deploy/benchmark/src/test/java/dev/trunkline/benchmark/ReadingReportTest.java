package dev.trunkline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.benchmark.ReadingReport.Round;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ReadingReportTest {

    private static final Round FEW = new Round(
            10_000,
            100_000,
            new double[] {1, 4, 9},
            new double[] {2, 4, 9},
            new double[] {1, 1, 3},
            1,
            List.of("Index Scan few"));
    private static final Round MANY = new Round(
            1_000_000,
            10_000_000,
            new double[] {4, 5, 9},
            new double[] {5, 5.5, 9},
            new double[] {1, 1.1, 4},
            1,
            List.of("Limit", "  -> Index Scan many"));

    private final ReadingReport report = new ReadingReport(List.of(FEW, MANY), "here");

    @Test
    void judgesPagesAndGrowth() {
        assertThat(report.page())
                .contains(
                        "- The last page of 1,000,000 numbers over the first one (p50): 1.10, within the limit of 1.2.")
                .contains("- The last page of 1,000,000 numbers over that of 10,000 (p50): 1.38, **above** the limit")
                .contains("- Asked of 10,000,000 rows of history over 100,000 (p50): 1.10, within")
                .contains("Limit\n  -> Index Scan many\n```");
    }

    @Test
    void drawsAPlotThatIsXml() throws Exception {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(report.plot().getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(7);
    }
}
