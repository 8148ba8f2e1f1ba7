package dev.trunkline.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.platform.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {

    private static final List<Function<String, ?>> PARSERS =
            List.of(UUID::fromString, Long::valueOf, key -> key.split(":", -1)[1], key -> key.charAt(key.length() / 2));

    /** Whoever makes a token up knows how ours are made: the fingerprint is right, the key is anything. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void takesAForgedTokenForOneOrRefusesIt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            PageRequest page = new PageRequest();
            page.pageToken = random.nextInt(4) == 0 ? noise(random) : new PageRequest().tokenAfter(key(random));
            for (Function<String, ?> parser : PARSERS) {
                assertThat(statusOf(page, parser))
                        .as("seed %s, token %s", seed, page.pageToken)
                        .isIn(0, 400);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "9223372036854775808", "00000000-0000-0000-0000"})
    void refusesAKeyOfNoKindOfOurs(String key) {
        PageRequest page = new PageRequest();
        page.pageToken = new PageRequest().tokenAfter(key);

        assertThat(statusOf(page, UUID::fromString)).isEqualTo(400);
        assertThat(statusOf(page, Long::valueOf)).isEqualTo(400);
    }

    private static int statusOf(PageRequest page, Function<String, ?> parser) {
        try {
            Object unused = page.after(parser);
            return 0;
        } catch (ProblemException e) {
            return e.type().status();
        }
    }

    private static String key(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new UUID(random.nextLong(), random.nextLong()).toString();
            case 1 -> Long.toString(random.nextLong());
            case 2 -> "";
            default -> new String(bytes(random), StandardCharsets.ISO_8859_1);
        };
    }

    private static @Nullable String noise(Random random) {
        return random.nextBoolean()
                ? Base64.getUrlEncoder().encodeToString(bytes(random))
                : new String(bytes(random), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }
}
