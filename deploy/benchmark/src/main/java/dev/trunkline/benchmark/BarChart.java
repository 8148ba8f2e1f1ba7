package dev.trunkline.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Horizontal bars of one unit beside each other, as SVG. */
final class BarChart {

    private static final int WIDTH = 860;
    private static final int LEFT = 260;
    private static final int ROOM_FOR_VALUES = 90;
    private static final int BAR = 22;
    private static final int STEP = BAR + 6;

    private final String title;
    private final String value;
    private final List<Bar> bars = new ArrayList<>();

    /**
     * Without bars yet.
     *
     * @param title says what is measured, and in what unit
     * @param value how the value behind a bar is written, a format for a double
     */
    BarChart(String title, String value) {
        this.title = title;
        this.value = value;
    }

    private record Bar(String what, double value, String colour) {}

    BarChart bar(String what, double length, String colour) {
        bars.add(new Bar(what, length, colour));
        return this;
    }

    String svg() {
        StringBuilder svg = new StringBuilder(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH, 50 + bars.size() * STEP));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        svg.append(format("<text x=\"10\" y=\"20\">%s</text>%n", title));
        double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        int y = 36;
        for (Bar bar : bars) {
            double width = bar.value() / most * (WIDTH - LEFT - ROOM_FOR_VALUES);
            svg.append(format("<text x=\"10\" y=\"%d\">%s</text>%n", y + 15, bar.what()));
            svg.append(format(
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                    LEFT, y, width, BAR, bar.colour()));
            svg.append(format(
                    "<text x=\"%.1f\" y=\"%d\">%s</text>%n", LEFT + width + 6, y + 15, format(value, bar.value())));
            y += STEP;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
