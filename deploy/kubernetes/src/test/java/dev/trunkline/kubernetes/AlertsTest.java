package dev.trunkline.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever is woken finds what to do, and what the metrics mean. */
class AlertsTest {

    private static final Pattern HEADING = Pattern.compile("^## (\\w+)$", Pattern.MULTILINE);
    private static final Pattern OWN_METRIC = Pattern.compile("trunkline_[a-z_]+");

    private final Rendering production = Rendering.of(Rendering.PRODUCTION);

    @Test
    void eachAlertHasAHeadingThatSaysWhatToDo() throws IOException {
        List<String> headings = HEADING.matcher(page("alerts.md"))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(alerts().stream().map(alert -> alert.path("alert").asText())).containsExactlyElementsOf(headings);
        assertThat(alerts()).allSatisfy(alert -> {
            String name = alert.path("alert").asText();
            assertThat(alert.at("/annotations/runbook").asText())
                    .isEqualTo("docs/alerts.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
            assertThat(alert.at("/annotations/description").asText()).isNotBlank();
            assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning", "info");
            assertThat(alert.path("for").asText()).matches("[0-9]+[mh]");
        });
    }

    @Test
    void eachMetricOfOursHasAWrittenMeaning() throws IOException {
        String meanings = page("metrics.md");
        String dashboard = production
                .get("ConfigMap", "trunkline-dashboard")
                .tree()
                .at("/data/trunkline.json")
                .asText();
        Stream<String> queries = Stream.concat(
                alerts().stream().map(alert -> alert.path("expr").asText()),
                new ObjectMapper().readTree(dashboard).findValuesAsText("expr").stream());

        assertThat(queries.flatMap(query -> OWN_METRIC.matcher(query).results()).map(found -> found.group()))
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(meanings).contains("| `" + metric + "` |"));
    }

    private List<JsonNode> alerts() {
        return Resource.list(
                        production.get("PrometheusRule", "trunkline").tree().at("/spec/groups"))
                .stream()
                .flatMap(group -> Resource.list(group.path("rules")).stream())
                .toList();
    }

    private static String page(String name) throws IOException {
        return Files.readString(Rendering.MODULE.resolve("docs").resolve(name));
    }
}
