package dev.trunkline.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Finds what must not lie about: private keys, tokens, passwords that are written out. */
final class Secrets {

    private static final Set<String> NOT_OURS = Set.of(".git", "target", "run", ".idea", ".vscode", ".settings");
    private static final int LARGEST = 64 * 1024 * 1024;

    private static final List<Pattern> TOKENS = List.of(
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY"),
            Pattern.compile("\\bAKIA[0-9A-Z]{16}\\b"),
            Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}"),
            Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{30,}"),
            Pattern.compile("\\bxox[baprs]-[0-9A-Za-z-]{10,}"),
            Pattern.compile("\\bwhsec_[A-Za-z0-9+/]{20,}"));

    /** In what configures something; a reference to where the secret is kept is none. */
    private static final Pattern WRITTEN_OUT = Pattern.compile(
            "(?im)^[^#\\n]*(password|passwd|secret|api[-_]?key|credentials)[\"']?\\s*[:=]\\s*[\"']?(?!\\$)[A-Za-z0-9+/_.-]{8,}[\"']?\\s*$");

    private static final Pattern CONFIGURATION =
            Pattern.compile(".*\\.(properties|ya?ml|env|json|xml|conf)|.*Containerfile");

    private Secrets() {}

    /** Of all files below a folder, but for what a build or Git has put there. */
    static List<String> below(Path folder, Set<String> known) {
        List<String> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean skipped = !directory.equals(folder)
                            && NOT_OURS.contains(directory.getFileName().toString());
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    String name = folder.relativize(file).toString();
                    if (attributes.isRegularFile() && attributes.size() < LARGEST && !known.contains(name)) {
                        look(name, Files.readAllBytes(file), found);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Of everything in an archive. */
    static List<String> in(Path archive) {
        List<String> found = new ArrayList<>();
        try (InputStream file = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    look(archive.getFileName() + "!" + entry.getName(), zip.readAllBytes(), found);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** What was found is not repeated: this is a log too. */
    private static void look(String name, byte[] content, List<String> found) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        for (Pattern token : TOKENS) {
            if (token.matcher(text).find()) {
                found.add(name + " has something like " + token);
            }
        }
        if (CONFIGURATION.matcher(name).matches() && WRITTEN_OUT.matcher(text).find()) {
            found.add(name + " has a secret that is written out");
        }
    }
}
