package dev.trunkline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Reads what a process wrote to its log since some moment. */
final class StackLog {
    private static final int MOST_BYTES = 1 << 20;

    private final Path file;
    private final long from;

    private StackLog(Path file, long from) {
        this.file = file;
        this.from = from;
    }

    /** Only what is written after this call counts. */
    static StackLog fromNow(Path file) {
        try {
            return new StackLog(file, Files.exists(file) ? Files.size(file) : 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path file() {
        return file;
    }

    List<String> lines() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long begin = Math.max(from, channel.size() - MOST_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - begin));
            channel.position(begin);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until full or at the end.
            }
            return StandardCharsets.UTF_8
                    .decode(bytes.flip())
                    .toString()
                    .lines()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The line that most likely says why a process ended: the deepest cause, else the last error, else the last line. */
    String lastComplaint() {
        List<String> lines = lines().stream().filter(line -> !line.isBlank()).toList();
        String cause = last(lines, line -> line.startsWith("Caused by: "));
        String error = last(lines, line -> line.contains("ERROR") || line.contains("FATAL"));
        String any = last(lines, line -> !line.startsWith("\tat "));
        String best = !cause.isEmpty() ? cause : !error.isEmpty() ? error : any;
        return best.isEmpty() ? "it said nothing" : best.strip();
    }

    private static String last(List<String> lines, Predicate<String> condition) {
        return lines.stream().filter(condition).reduce("", (former, latter) -> latter);
    }
}
