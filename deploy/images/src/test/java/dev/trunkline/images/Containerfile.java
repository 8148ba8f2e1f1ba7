package dev.trunkline.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the Containerfile says of the process. */
final class Containerfile {

    private static final Pattern OPTIONS = Pattern.compile("^ENV JDK_JAVA_OPTIONS=\"([^\"]+)\"$", Pattern.MULTILINE);
    private static final Pattern USER = Pattern.compile("^USER ([0-9]+):[0-9]+$", Pattern.MULTILINE);
    private static final Pattern ENTRYPOINT =
            Pattern.compile("^ENTRYPOINT \\[\"java\", \"-jar\", \"([^\"]+)\"\\]$", Pattern.MULTILINE);
    private static final Pattern COPIED =
            Pattern.compile("^COPY --from=trained /deployments/([^ ]+)", Pattern.MULTILINE);

    private final String text;

    private Containerfile(String text) {
        this.text = text;
    }

    static Containerfile read() {
        try {
            return new Containerfile(Files.readString(Manifests.REPOSITORY.resolve("deploy/images/Containerfile")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    List<String> javaOptions() {
        return List.of(only(OPTIONS).split(" "));
    }

    int user() {
        return Integer.parseInt(only(USER));
    }

    String jar() {
        return only(ENTRYPOINT);
    }

    List<String> copied() {
        return COPIED.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private String only(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("the Containerfile has no line like " + pattern);
        }
        return matcher.group(1);
    }
}
