package dev.trunkline.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void namesAreFoundInQueries() {
        assertThat(Metrics.inQuery("sum by (service, le) (rate(a_total{uri!~\".*(x|y)\", b=\"}\"}[5m])) / b:c > 0.01"))
                .containsExactly("a_total", "b:c");
        assertThat(Metrics.inQuery("absent(up{a=\"b\"} == 1) or time() - max(d) > 1e3 and e unless f"))
                .containsExactly("d", "e", "f", "up");
        assertThat(Metrics.inQuery("max(first) on (pod) group_left (node) second"))
                .containsExactly("first", "second");
    }

    @Test
    void namesAreFoundInAScrape() {
        assertThat(Metrics.inScrape("# HELP a b\n# TYPE a gauge\na{x=\"y z\"} 1.0\nb_total 2\n"))
                .containsExactly("a", "b_total");
    }
}
