package dev.trunkline.platform.testing.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Sends what a client library would correct or refuse. A connection a request. */
final class RawClient {

    private static final int PATIENCE_MILLIS = 20_000;

    private final int port;

    RawClient(int port) {
        this.port = port;
    }

    /** @throws IOException when there is no answer, or none that is whole */
    RawAnswer send(RawRequest request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            String end =
                    "Connection: close\r\nContent-Length: " + request.body().length() + "\r\n\r\n";
            try {
                socket.getOutputStream().write((request.head() + end + request.body()).getBytes(ISO_8859_1));
            } catch (IOException refusedBeforeItsEnd) {
                // The answer may be there all the same.
            }
            return read(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private static RawAnswer read(InputStream in) throws IOException {
        String statusLine = line(in);
        if (!statusLine.matches("HTTP/1\\.1 \\d{3}.*")) {
            throw new IOException("no status line: " + statusLine);
        }
        TreeMap<String, List<String>> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] header = line.split(":", 2);
            if (header.length < 2) {
                throw new IOException("no header: " + line);
            }
            headers.computeIfAbsent(header[0].strip().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header[1].strip());
        }
        RawAnswer head = new RawAnswer(Integer.parseInt(statusLine.substring(9, 12)), headers, "");
        return head.isStream() ? head : new RawAnswer(head.status(), headers, body(in, head));
    }

    private static String body(InputStream in, RawAnswer head) throws IOException {
        if ("chunked".equals(head.header("transfer-encoding"))) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                body.write(in.readNBytes(size));
                line(in);
            }
            return body.toString(ISO_8859_1);
        }
        String length = head.header("content-length");
        byte[] body = in.readAllBytes();
        if (length != null && Integer.parseInt(length) != body.length) {
            throw new IOException("a body of " + body.length + " bytes, but Content-Length: " + length);
        }
        return new String(body, ISO_8859_1);
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the answer breaks off after: " + line.toString(ISO_8859_1));
            }
            line.write(next);
        }
        String text = line.toString(ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
