package dev.trunkline.platform.testing.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * @param headers by lower-case name, each with every value that came
 * @param body a character a byte
 */
record RawAnswer(int status, TreeMap<String, List<String>> headers, String body) {

    String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    boolean isStream() {
        String type = header("content-type");
        return type != null && type.startsWith("text/event-stream");
    }

    byte[] bytes() {
        return body.getBytes(ISO_8859_1);
    }

    boolean isRefusal() {
        return status >= 400;
    }

    Map.Entry<String, List<String>> injected(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().contains(name))
                .findFirst()
                .orElse(null);
    }
}
