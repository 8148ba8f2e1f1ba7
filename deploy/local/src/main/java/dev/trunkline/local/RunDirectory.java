package dev.trunkline.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one stack: {@code data}, {@code logs}, {@code pids}, the lock that its launcher holds and the addresses that it
 * answers at. The lock goes with the launcher, however that ends.
 */
final class RunDirectory {
    private static final int END_SECONDS = 20;

    private final Path root;
    private @Nullable FileChannel lock;

    RunDirectory(Path root) {
        this.root = root;
    }

    /**
     * A stack of another launcher.
     *
     * @param addresses empty while it is still starting
     */
    record Running(long launcher, Optional<StackAddresses> addresses) {}

    Path root() {
        return root;
    }

    Path data(String name) {
        return root.resolve("data").resolve(name);
    }

    Path log(String name) {
        return root.resolve("logs").resolve(name + ".log");
    }

    /** Marks the command lines of this stack's processes. */
    String mark() {
        return "-Dtrunkline.stack=" + root;
    }

    /** @throws StackException when another launcher holds it, or it belongs to another user */
    void acquire() {
        try {
            Files.createDirectories(root.resolve("logs"));
            Files.createDirectories(root.resolve("pids"));
            FileChannel channel =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new StackException("The stack in " + root + " is already running.");
            }
            lock = channel;
            Files.deleteIfExists(stateFile());
            Files.writeString(
                    root.resolve("launcher.pid"), ProcessHandle.current().pid() + "\n");
        } catch (OverlappingFileLockException ours) {
            throw new StackException("The stack in " + root + " is already running.", ours);
        } catch (IOException failed) {
            throw new StackException(
                    root + " cannot be written, perhaps because another user made it: " + failed.getMessage(), failed);
        }
    }

    void release() {
        try {
            Files.deleteIfExists(stateFile());
            Files.deleteIfExists(root.resolve("launcher.pid"));
            if (lock != null) {
                lock.close();
                lock = null;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Empty when no launcher holds the lock. */
    Optional<Running> running() {
        Path lockFile = root.resolve("lock");
        if (!Files.exists(lockFile)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                return Optional.empty();
            }
            return Optional.of(new Running(launcher(), addresses()));
        } catch (IOException failed) {
            throw new StackException(root + " belongs to another user: " + failed.getMessage(), failed);
        }
    }

    private long launcher() throws IOException {
        Path file = root.resolve("launcher.pid");
        return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
    }

    private Optional<StackAddresses> addresses() throws IOException {
        if (!Files.exists(stateFile())) {
            return Optional.empty();
        }
        Properties state = new Properties();
        try (Reader reader = Files.newBufferedReader(stateFile())) {
            state.load(reader);
        }
        return Optional.of(new StackAddresses(
                URI.create(state.getProperty("operator-service")),
                URI.create(state.getProperty("tenant-service")),
                URI.create(state.getProperty("number-service")),
                URI.create(state.getProperty("issuer"))));
    }

    /** Others see from now on that the stack is ready. */
    void publish(StackAddresses addresses) {
        Properties state = new Properties();
        state.setProperty("operator-service", addresses.operatorService().toString());
        state.setProperty("tenant-service", addresses.tenantService().toString());
        state.setProperty("number-service", addresses.numberService().toString());
        state.setProperty("issuer", addresses.issuer().toString());
        Path unfinished = root.resolve("stack.properties.new");
        try {
            try (Writer writer = Files.newBufferedWriter(unfinished)) {
                state.store(writer, null);
            }
            Files.move(unfinished, stateFile(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void recordProcess(String name, long pid) {
        try {
            Files.writeString(root.resolve("pids").resolve(name), pid + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Stops processes of a former stack that even its watchdog did not stop, and empties the logs. */
    void clean() {
        try (Stream<Path> records = Files.list(root.resolve("pids"))) {
            for (Path recorded : records.toList()) {
                endLeftover(recorded);
                Files.delete(recorded);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        deleteTree(root.resolve("logs"));
    }

    void deleteData() {
        deleteTree(root.resolve("data"));
    }

    private void endLeftover(Path recorded) throws IOException {
        Optional<ProcessHandle> leftover;
        try {
            leftover = ProcessHandle.of(
                            Long.parseLong(Files.readString(recorded).strip()))
                    .filter(process -> commandLine(process).contains(mark() + '\0'));
        } catch (NumberFormatException broken) {
            return;
        }
        if (leftover.isPresent()) {
            ProcessHandle process = leftover.get();
            process.destroy();
            if (!ended(process)) {
                process.destroyForcibly();
                ended(process);
            }
        }
    }

    private static boolean ended(ProcessHandle process) {
        try {
            process.onExit().get(END_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (Exception failed) {
            throw new StackException("Waiting for process " + process.pid() + " to end failed.", failed);
        }
    }

    private static String commandLine(ProcessHandle process) {
        Path onLinux = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            if (Files.isReadable(onLinux)) {
                return new String(Files.readAllBytes(onLinux), StandardCharsets.UTF_8);
            }
        } catch (IOException endedMeanwhile) {
            return "";
        }
        return process.info().commandLine().map(line -> line.replace(' ', '\0')).orElse("");
    }

    private Path stateFile() {
        return root.resolve("stack.properties");
    }

    private static void deleteTree(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failed) {
            throw new StackException(directory + " cannot be deleted: " + failed.getMessage(), failed);
        }
    }
}
