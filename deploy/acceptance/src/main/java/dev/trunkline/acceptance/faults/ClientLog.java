package dev.trunkline.acceptance.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What all clients asked and were answered: the checker's ground truth. Safe for use by several threads. */
final class ClientLog implements AutoCloseable {

    private final List<Outcome> outcomes = new ArrayList<>();
    private final Writer file;

    ClientLog(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            file = Files.newBufferedWriter(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void add(Outcome outcome) {
        outcomes.add(outcome);
        Command command = outcome.command();
        try {
            file.write(String.join(
                    "\t",
                    outcome.answered().toString(),
                    Integer.toString(outcome.status()),
                    Integer.toString(outcome.tries()),
                    command.id(),
                    command.party(),
                    command.method(),
                    command.path(),
                    String.valueOf(command.body()).replaceAll("\\s+", " "),
                    outcome.problemCode()));
            file.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
