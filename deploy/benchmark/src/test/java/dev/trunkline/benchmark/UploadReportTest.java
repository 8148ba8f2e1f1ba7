package dev.trunkline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class UploadReportTest {

    private static final Measured SMALL = new Measured(100_000, 2, 2.1, 9, 10, 11, Map.of(), new double[] {2, 3, 2.5});
    private static final Measured LARGE = new Measured(
            1_000_000, 20, 21, 139, 140, 141, Map.of("operator-service", 90.0, "Kafka", 30.0), new double[] {20, 21, 19
            });

    @Test
    void judgesRatioAndGrowth() {
        String page = new UploadReport(List.of(SMALL, LARGE), "here", List.of("12.0 %  number: select")).page();
        assertThat(page)
                .contains("- 100,000 numbers: ratio 0.250, within the limit of 0.15.")
                .contains("- 1,000,000 numbers: ratio 0.143, **below** the limit of 0.15.")
                .contains("1.40, **above** the limit of 1.3.")
                .contains("| operator-service | 90.0 | 75 % |");
    }

    @Test
    void drawsAPlotThatIsXml() throws Exception {
        String plot = new UploadReport(List.of(SMALL, LARGE), "here", List.of("12.0 %  number: select")).plot();
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(plot.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(document.getElementsByTagName("rect").getLength()).isGreaterThan(10);
    }

    @Test
    void writesAFileOfConsecutiveNumbers() throws IOException {
        try (NumbersStream stream = new NumbersStream(49_30_2000_0000L, 2_500)) {
            List<String> lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(lines).hasSize(2_501);
            assertThat(lines.get(1)).isEqualTo("+493020000000,Berlin,true");
            assertThat(lines.get(2_500)).isEqualTo("+493020002499,Berlin,true");
        }
    }
}
