package dev.trunkline.platform.web;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The place of a claim in a token, written as Quarkus writes the place of the roles. */
public final class ClaimPath {

    private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"|([^/\"]+)");
    private static final Pattern PATH = Pattern.compile("(" + NAME + ")(/(" + NAME + "))*");

    private final String text;
    private final List<String> names;

    /** @throws IllegalArgumentException for what is no place of a claim */
    public ClaimPath(String text) {
        if (!PATH.matcher(text).matches()) {
            throw new IllegalArgumentException("no place of a claim: " + text);
        }
        this.text = text;
        this.names = NAME.matcher(text).results().map(ClaimPath::nameIn).toList();
    }

    private static String nameIn(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    /** The claim's text; empty where the token has none there. A list counts when it has one element, as some providers write them. */
    Optional<String> in(JsonWebToken token) {
        Object value = token.<Object>claim(names.get(0)).orElse(null);
        for (String name : names.subList(1, names.size())) {
            value = value instanceof JsonObject object ? object.get(name) : null;
        }
        return Optional.ofNullable(text(value));
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        if (value instanceof JsonArray array) {
            return array.size() == 1 ? text(array.get(0)) : null;
        }
        if (value instanceof Collection<?> list) {
            return list.size() == 1 ? text(list.iterator().next()) : null;
        }
        return value == null ? null : value.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
