package dev.trunkline.platform.testing.fuzz;

import java.util.List;

/**
 * A request as it goes over the wire, a character a byte.
 *
 * @param operation whose request it is, as the OpenAPI document names it
 * @param target path and query
 * @param headers whole lines
 */
record RawRequest(String operation, String method, String target, List<String> headers, String body) {

    private static final int SHOWN = 2_000;

    /** Without what only the client knows: length and connection. */
    String head() {
        return method + " " + target + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n";
    }

    /** For whoever wants to send it again. The token is left out. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        String all = head().replaceAll("(?m)^Authorization:.*\r\n", "") + "\r\n" + body;
        for (char c : all.substring(0, Math.min(all.length(), SHOWN)).toCharArray()) {
            boolean plain = (c >= ' ' && c < 127) || c == '\n';
            text.append(plain ? String.valueOf(c) : c == '\r' ? "" : "\\x%02x".formatted((int) c));
        }
        return text + (all.length() > SHOWN ? "… (" + all.length() + " bytes)" : "");
    }
}
