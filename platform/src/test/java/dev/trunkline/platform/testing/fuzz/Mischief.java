package dev.trunkline.platform.testing.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;

/** Values that have broken somebody's program before. Bytes are written as characters of ISO 8859-1. */
final class Mischief {

    /** The name of a header that must never come back as one. */
    static final String INJECTED = "x-injected";

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t",
            "\u0000",
            "a\u0000b",
            "\r\nX-Injected: 1\r\n\r\n",
            "=cmd|' /C calc'!A0",
            "+1+1",
            "-2+3",
            "@SUM(A1)",
            "'; drop table outbox; --",
            "' or '1'='1",
            "%",
            "_",
            "\\",
            "\"",
            "{}",
            "${jndi:ldap://127.0.0.1/a}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "../../../etc/passwd",
            "null",
            "true",
            "0",
            "-1",
            "NaN",
            "1e999",
            "９９９",
            "١٢٣",
            "İıſK",
            "e\u0301".repeat(50),
            "\u202eabc",
            "\u200b",
            "\ufeff",
            "\ufffe",
            "\ud83d\ude00",
            "\ud83d\ude00".repeat(200),
            "x".repeat(64),
            "x".repeat(257),
            "x".repeat(5_000),
            "x".repeat(60_000),
            "00000000-0000-0000-0000-000000000000",
            "{00000000-0000-0000-0000-000000000000}",
            "+0",
            "+999999999999999",
            "+49301234567890123456789",
            "+4930 1234",
            "０４９３０",
            "2026-02-30",
            "0000-01-01",
            "9999-12-31",
            "+999999999-12-31",
            "-999999999-01-01T00:00:00Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "2026-11-22T24:00:00Z",
            "294277-01-01T00:00:00Z",
            "http://[::1",
            "http://127.0.0.1:1/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "mailto:a@b",
            "a@" + "b".repeat(300) + ".example",
            "DE\n",
            "de",
            "ZZ");

    /** JSON values of the wrong kind, too large, too deep, or none. */
    private static final List<String> TOKENS = List.of(
            "null",
            "true",
            "0",
            "-0",
            "-1",
            "1.5",
            "2147483648",
            "-9223372036854775809",
            "9223372036854775807",
            "18446744073709551616",
            "1e400",
            "-1e400",
            "1e-400",
            "1E2147483647",
            "1e99999999999",
            "9".repeat(99),
            "9".repeat(101),
            "0." + "1".repeat(99),
            "NaN",
            "Infinity",
            "01",
            "+1",
            "0x10",
            "'a'",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "[{}]",
            "{\"\":null}",
            "{\"a\":1,\"a\":2}",
            "{\"__proto__\":{\"a\":1}}",
            "[".repeat(31) + "]".repeat(31),
            "[".repeat(33) + "]".repeat(33),
            "[".repeat(20_000),
            "{\"a\":".repeat(20_000),
            "\"" + "y".repeat(65_537) + "\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u0000\"",
            "\"\\x41\"",
            "\"\u0001\"",
            "\"\u00c3(\"",
            "\"\u00ff\u00fe\"",
            "\"\u00c0\u00af\"",
            "\"\u00ed\u00a0\u0080\"",
            "\"\u00f5\u0080\u0080\u0080\"",
            "\"open");

    private static final List<String> ENCODED = List.of(
            "%00",
            "%ff",
            "%c3%28",
            "%ed%a0%80",
            "%0d%0aX-Injected:%201",
            "%0d%0a%0d%0a%3Chtml%3E",
            "%2e%2e%2f%2e%2e%2fadmin",
            "..%2f",
            "%",
            "%zz",
            "%2",
            "%u0041",
            "%25%32%35",
            "a;b=c",
            "*",
            "[]",
            "a".repeat(3_000));

    private static final List<String> HEADERS = List.of(
            "",
            "\"",
            "\"0\"",
            "W/\"1\"",
            "\"9999999999999999999999\"",
            "*, \"1\"",
            ",,,,",
            "a".repeat(256),
            "a".repeat(5_000),
            "\u00ff\u00fe",
            "\u00c3\u00a4",
            "a\tb",
            "-1",
            "1e9",
            "99999999999999999999",
            "wait=-1",
            "wait=99999999999999999999",
            "wait=\"",
            "bytes=0-",
            "q=;;=",
            "text/html;q=2",
            "application/json; charset=utf-99",
            "application/json; charset=utf-16",
            "application/json; charset=\"",
            "application/",
            "/",
            "gzip, identity;q=0",
            "%0d%0aX-Injected: 1",
            "00-0-0-0",
            "'; drop table outbox; --");

    private Mischief() {}

    static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    static String token(Random random) {
        return TOKENS.get(random.nextInt(TOKENS.size()));
    }

    static String header(Random random) {
        return HEADERS.get(random.nextInt(HEADERS.size()));
    }

    /** As it goes over the wire: a character a byte. */
    static String wire(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    /** For a place in a path or a query. */
    static String encoded(Random random) {
        return random.nextInt(3) == 0 ? ENCODED.get(random.nextInt(ENCODED.size())) : percent(shortText(random));
    }

    private static String shortText(Random random) {
        String text = text(random);
        // Nothing at all would make another path of it.
        return text.isEmpty() ? " " : text.length() > 2_000 ? text.substring(0, 2_000) : text;
    }

    /** Every byte of UTF-8 that is not a letter or digit. */
    static String percent(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            boolean plain = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-';
            encoded.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xff));
        }
        return encoded.toString();
    }

    /** A body that was whole until now. */
    static String spoil(Random random, String text) {
        int at = text.isEmpty() ? 0 : random.nextInt(text.length());
        return switch (random.nextInt(10)) {
            case 0 -> "";
            case 1 -> text.substring(0, at);
            case 2 -> text + text;
            case 3 -> "\u00ef\u00bb\u00bf" + text;
            case 4 -> new String(new String(text.getBytes(ISO_8859_1), UTF_8).getBytes(UTF_16), ISO_8859_1);
            case 5 -> text.substring(0, at) + "\u0000" + text.substring(at);
            case 6 -> text.substring(0, at) + "\u00c3(" + text.substring(at);
            case 7 ->
                text.substring(0, at) + (char) random.nextInt(256) + text.substring(Math.min(at + 1, text.length()));
            case 8 -> text.substring(0, at) + wire(text(random)) + text.substring(at);
            default -> "\u001f\u008b\b" + text;
        };
    }
}
