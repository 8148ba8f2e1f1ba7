package dev.trunkline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    private static final StackAddresses ADDRESSES = new StackAddresses(
            URI.create("http://127.0.0.1:1"),
            URI.create("http://127.0.0.1:2"),
            URI.create("http://127.0.0.1:3"),
            URI.create("http://127.0.0.1:4/trunkline"));

    @TempDir
    Path directory;

    @Test
    void belongsToOneLauncherAtATime() {
        RunDirectory first = new RunDirectory(directory);
        RunDirectory second = new RunDirectory(directory);
        first.acquire();

        assertThatThrownBy(second::acquire)
                .isInstanceOf(StackException.class)
                .hasMessage("The stack in " + directory + " is already running.");

        first.release();
        second.acquire();
        second.release();
    }

    @Test
    void tellsAnotherProcessWhoRunsAndWhere() throws Exception {
        RunDirectory mine = new RunDirectory(directory);
        assertThat(seenByAnotherProcess()).isEqualTo("Optional.empty");

        mine.acquire();
        long pid = ProcessHandle.current().pid();
        assertThat(seenByAnotherProcess())
                .isEqualTo("Optional[Running[launcher=" + pid + ", addresses=Optional.empty]]");

        mine.publish(ADDRESSES);
        assertThat(seenByAnotherProcess())
                .isEqualTo("Optional[Running[launcher=" + pid + ", addresses=Optional[" + ADDRESSES + "]]]");

        mine.release();
        assertThat(seenByAnotherProcess()).isEqualTo("Optional.empty");
    }

    @Test
    void stopsWhatAFormerStackLeftBehindAndNothingElse() throws Exception {
        // Given
        RunDirectory runDirectory = new RunDirectory(directory);
        runDirectory.acquire();
        Process leftover = sleeper(runDirectory.mark());
        Process stranger = sleeper(runDirectory.mark() + "2");
        runDirectory.recordProcess("leftover", leftover.pid());
        runDirectory.recordProcess("stranger", stranger.pid());

        // When
        runDirectory.clean();

        // Then
        assertThat(leftover.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly();
        runDirectory.release();
    }

    private static Process sleeper(String mark) throws IOException {
        return new ProcessBuilder("sh", "-c", "read -r never", "sleeper", mark).start();
    }

    private String seenByAnotherProcess() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Looks.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = process.inputReader().readLine();
        process.waitFor();
        return line;
    }

    /** The lock is between processes: within one JVM there is nothing to see. */
    static final class Looks {
        public static void main(String[] arguments) {
            System.out.println(new RunDirectory(Path.of(arguments[0])).running());
        }
    }

    @Test
    void deletesDataOnlyWhenTold() throws IOException {
        RunDirectory runDirectory = new RunDirectory(directory);
        Path file = Files.createDirectories(runDirectory.data("kafka")).resolve("segment");
        Files.writeString(file, "kept");
        runDirectory.acquire();

        runDirectory.clean();
        assertThat(file).exists();
        runDirectory.deleteData();
        assertThat(file).doesNotExist();
        runDirectory.release();
    }
}
