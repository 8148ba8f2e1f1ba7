package dev.trunkline.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What was measured as a page with a plot. */
final class UploadReport {

    private static final double LEAST_RATIO = 0.15;
    private static final double MOST_GROWTH = 1.3;
    private static final int WIDTH = 760;
    private static final int BAR = 26;
    private static final int LEFT = 190;
    private static final String[] COLOURS = {"#4c78a8", "#9ecae9", "#54a24b", "#f58518", "#bab0ac"};
    private static final String[] STAGES = {
        "received and judged",
        "first chunk on its way",
        "delivered by number-service",
        "seen by the tenant",
        "results at the operator"
    };

    private final List<Measured> measured;
    private final String machine;
    private final List<String> statements;

    UploadReport(List<Measured> measured, String machine, List<String> statements) {
        this.measured = List.copyOf(measured);
        this.machine = machine;
        this.statements = List.copyOf(statements);
    }

    String page() {
        StringBuilder page = new StringBuilder();
        page.append(
                """
                # An upload beside a plain COPY

                From the first byte posted to operator-service until the tenant sees the last number at number-service, beside a plain
                `COPY` of the same rows into an empty copy of their table with the same indexes and constraints (median of several), in the
                same run. Made by `deploy/benchmark/upload`. Ratio is the time of COPY over the time of the upload: at least %.2f. The
                time per number must not grow with the size by more than %.1f.

                """
                        .formatted(LEAST_RATIO, MOST_GROWTH));
        page.append(machine).append("\n\n![stage by stage](upload.svg)\n\n");
        page.append(
                "| numbers | accepted s | first landed s | last landed s | visible s | settled s | numbers/s | µs/number | COPY s (spread) | ratio |\n");
        page.append("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        for (Measured one : measured) {
            double[] copies = one.copy().clone();
            Arrays.sort(copies);
            page.append(format(
                    "| %,d | %.2f | %.2f | %.2f | %.2f | %.2f | %,.0f | %.1f | %.2f (%.2f–%.2f) | %.3f |%n",
                    one.numbers(),
                    one.accepted(),
                    one.firstLanded(),
                    one.lastLanded(),
                    one.visible(),
                    one.settled(),
                    one.numbersPerSecond(),
                    one.microsecondsPerNumber(),
                    one.copyMedian(),
                    copies[0],
                    copies[copies.length - 1],
                    one.ratio()));
        }
        page.append('\n').append(verdict()).append(processors());
        page.append(
                """

                What the sessions of the databases were doing during the last upload, by the share of looks in which each statement
                was met (several run at once):

                ```
                """);
        statements.forEach(statement -> page.append(statement).append('\n'));
        page.append("```\n");
        return page.toString();
    }

    /** By the medians of each size. */
    String verdict() {
        StringBuilder verdict = new StringBuilder();
        TreeSet<Integer> sizes = new TreeSet<>();
        measured.forEach(one -> sizes.add(one.numbers()));
        for (int size : sizes) {
            double ratio = median(size, true);
            verdict.append(format(
                    "- %,d numbers: ratio %.3f, %s the limit of %.2f.%n",
                    size, ratio, ratio >= LEAST_RATIO ? "within" : "**below**", LEAST_RATIO));
        }
        if (sizes.size() > 1) {
            double growth = median(sizes.last(), false) / median(sizes.first(), false);
            verdict.append(format(
                    "- Time per number at %,d over that at %,d: %.2f, %s the limit of %.1f.%n",
                    sizes.last(), sizes.first(), growth, growth <= MOST_GROWTH ? "within" : "**above**", MOST_GROWTH));
        }
        return verdict.toString();
    }

    private double median(int size, boolean ratio) {
        double[] values = measured.stream()
                .filter(one -> one.numbers() == size)
                .mapToDouble(one -> ratio ? one.ratio() : one.microsecondsPerNumber())
                .sorted()
                .toArray();
        return values[values.length / 2];
    }

    /** What one number costs each part, of the last upload. */
    private String processors() {
        Measured last = measured.get(measured.size() - 1);
        double all = last.processors().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        StringBuilder lines = new StringBuilder(format(
                """

                Processor time of the last upload until it was settled, in microseconds per number; all of it %.1f, where so many
                processors had %.1f to give:

                | part | µs/number | share |
                |---|---:|---:|
                """,
                all * 1e6 / last.numbers(),
                last.settled() * 1e6 / last.numbers() * Runtime.getRuntime().availableProcessors()));
        last.processors().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .filter(part -> part.getValue() > all / 200)
                .forEach(part -> lines.append(format(
                        "| %s | %.1f | %.0f %% |%n",
                        part.getKey(), part.getValue() * 1e6 / last.numbers(), 100 * part.getValue() / all)));
        return lines.toString();
    }

    /** A bar for each upload, its stages in microseconds per number, so that sizes can be compared; below it that of COPY. */
    String plot() {
        double longest = measured.stream()
                .mapToDouble(one -> one.settled() * 1e6 / one.numbers())
                .max()
                .orElse(1);
        int height = 70 + measured.size() * (2 * BAR + 14) + 24 * STAGES.length;
        StringBuilder svg = new StringBuilder(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH, height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        text(svg, 10, 20, "Microseconds per number, stage by stage; COPY of the same rows below each");
        double y = 40;
        for (Measured one : measured) {
            bars(svg, one, y, longest);
            y += 2 * BAR + 14;
        }
        for (int i = 0; i < STAGES.length; i++) {
            rectangle(svg, LEFT, y + 24 * i, 14, 14, COLOURS[i]);
            text(svg, LEFT + 22, y + 12 + 24 * i, STAGES[i]);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void bars(StringBuilder svg, Measured one, double y, double longest) {
        double[] ends = {one.accepted(), one.firstLanded(), one.lastLanded(), one.visible(), one.settled()};
        double scale = (WIDTH - LEFT - 70) / longest * 1e6 / one.numbers();
        double begin = 0;
        for (int i = 0; i < ends.length; i++) {
            double end = Math.max(begin, ends[i]);
            rectangle(svg, LEFT + begin * scale, y, (end - begin) * scale, BAR, COLOURS[i]);
            begin = end;
        }
        text(svg, 10, y + 17, format("%,d numbers", one.numbers()));
        text(svg, LEFT + begin * scale + 6, y + 17, format("%.0f µs", one.microsecondsPerNumber()));
        double copy = one.copyMedian();
        rectangle(svg, LEFT, y + BAR, copy * scale, BAR / 2.0, "#333333");
        text(svg, LEFT + copy * scale + 6, y + BAR + 11, format("COPY %.0f µs", copy * 1e6 / one.numbers()));
    }

    private static void rectangle(StringBuilder svg, double x, double y, double width, double height, String colour) {
        svg.append(format(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                x, y, width, height, colour));
    }

    private static void text(StringBuilder svg, double x, double y, String text) {
        svg.append(format("<text x=\"%.1f\" y=\"%.1f\">%s</text>%n", x, y, text));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
