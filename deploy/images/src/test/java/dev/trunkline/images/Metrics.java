package dev.trunkline.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names of metrics in PromQL, and in what a service exposes. */
final class Metrics {

    /** Of other products, which no service of ours exposes: named here with who does. */
    static final Set<String> OF_OTHERS = Set.of(
            // Prometheus itself
            "up",
            // kube-state-metrics
            "kube_job_status_failed",
            // CloudNativePG, its default queries
            "cnpg_collector_last_available_backup_timestamp",
            "cnpg_collector_pg_wal_archive_status",
            "cnpg_pg_stat_archiver_seconds_since_last_archival",
            // Strimzi's metrics reporter
            "kafka_server_replicamanager_underreplicatedpartitions");

    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool");
    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern NO_METRICS = Pattern.compile(
            "\\{[^}]*\\}|\\[[^\\]]*\\]|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w.:])[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*\\()\\b(?!\\s*\\()");

    private Metrics() {}

    static Set<String> ofAlerts(Manifests manifests) {
        Set<String> names = new TreeSet<>();
        for (JsonNode group : manifests.get("PrometheusRule", "trunkline").at("/spec/groups")) {
            for (JsonNode rule : group.path("rules")) {
                names.addAll(inQuery(rule.path("expr").asText()));
            }
        }
        return names;
    }

    static Set<String> ofDashboard(Manifests manifests) throws IOException {
        Set<String> names = new TreeSet<>();
        JsonNode data = manifests.get("ConfigMap", "trunkline-dashboard").path("data");
        for (JsonNode file : data) {
            for (String query : new ObjectMapper().readTree(file.asText()).findValuesAsText("expr")) {
                names.addAll(inQuery(query));
            }
        }
        return names;
    }

    static Set<String> inQuery(String query) {
        // Strings first: they may hold braces.
        String bare =
                NO_METRICS.matcher(STRING.matcher(query).replaceAll("\"\"")).replaceAll(" ");
        Set<String> names = new TreeSet<>();
        NAME.matcher(bare)
                .results()
                .map(found -> found.group())
                .filter(name -> !WORDS.contains(name))
                .forEach(names::add);
        return names;
    }

    /** What a scrape holds: a line per sample, its name first. */
    static Set<String> inScrape(String exposition) {
        Set<String> names = new TreeSet<>();
        exposition
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> line.split("[{ ]", 2)[0])
                .forEach(names::add);
        return names;
    }
}
