package dev.trunkline.acceptance.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fault that the checks must find: a unified diff of the services' code, after a paragraph that says what is wrong. Its hunks are found
 * by what they say, wherever that stands by now; line numbers only choose among several places.
 */
public final class DeliberateFault {

    private final List<Hunk> hunks = new ArrayList<>();

    private record Hunk(String file, int line, List<String> before, List<String> after) {}

    private DeliberateFault(List<String> patch) {
        String file = "";
        for (String line : patch) {
            if (line.startsWith("--- ") || line.isEmpty()) {
                continue;
            }
            if (line.startsWith("+++ b/")) {
                file = line.substring("+++ b/".length());
            } else if (line.startsWith("@@ -")) {
                int number = Integer.parseInt(line.substring("@@ -".length()).split("[, ]", 2)[0]);
                hunks.add(new Hunk(file, number, new ArrayList<>(), new ArrayList<>()));
            } else if (!file.isEmpty()) {
                take(hunks.get(hunks.size() - 1), line);
            }
        }
    }

    public static DeliberateFault read(Path patch) throws IOException {
        return new DeliberateFault(Files.readAllLines(patch));
    }

    /** Puts the fault of a patch into a tree: {@code <tree> <patch>}. */
    public static void main(String[] arguments) throws IOException {
        Path tree = Path.of(arguments[0]);
        for (Map.Entry<String, List<String>> file :
                read(Path.of(arguments[1])).in(tree).entrySet()) {
            Files.write(tree.resolve(file.getKey()), file.getValue());
            System.out.println(file.getKey());
        }
    }

    /**
     * The files of a tree as the fault makes them, by their paths.
     *
     * @throws IllegalStateException when the code is no longer what the patch was made for
     */
    public Map<String, List<String>> in(Path tree) throws IOException {
        Map<String, List<String>> files = new LinkedHashMap<>();
        int from = 0;
        int shift = 0;
        for (Hunk hunk : hunks) {
            if (!files.containsKey(hunk.file())) {
                files.put(hunk.file(), new ArrayList<>(Files.readAllLines(tree.resolve(hunk.file()))));
                from = 0;
                shift = 0;
            }
            List<String> lines = files.getOrDefault(hunk.file(), List.of());
            int at = find(lines, hunk, from, hunk.line() - 1 + shift);
            List<String> place = lines.subList(at, at + hunk.before().size());
            place.clear();
            place.addAll(hunk.after());
            from = at + hunk.after().size();
            shift += hunk.after().size() - hunk.before().size();
        }
        return files;
    }

    private static int find(List<String> lines, Hunk hunk, int from, int expected) {
        int found = -1;
        for (int at = from; at + hunk.before().size() <= lines.size(); at++) {
            boolean nearer = found < 0 || Math.abs(at - expected) < Math.abs(found - expected);
            if (nearer && lines.subList(at, at + hunk.before().size()).equals(hunk.before())) {
                found = at;
            }
        }
        if (found < 0) {
            throw new IllegalStateException(
                    hunk.file() + " has changed where it said " + hunk.before() + "; make the patch anew.");
        }
        return found;
    }

    private static void take(Hunk hunk, String line) {
        String text = line.substring(1);
        switch (line.charAt(0)) {
            case ' ' -> {
                hunk.before().add(text);
                hunk.after().add(text);
            }
            case '-' -> hunk.before().add(text);
            case '+' -> hunk.after().add(text);
            default -> throw new IllegalStateException("not a line of a unified diff: " + line);
        }
    }
}
