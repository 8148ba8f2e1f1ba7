package dev.trunkline.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogIT {
    @Test
    void leavesNothingBehindWhenTheJvmIsKilled(@TempDir Path directory) throws Exception {
        // Given
        Process jvm = OtherJvm.start(HoldsServers.class, List.of(directory.toString()));
        long postgres = Long.parseLong(jvm.inputReader().readLine());
        long sleeper = Long.parseLong(jvm.inputReader().readLine());
        Path temporary = Path.of(jvm.inputReader().readLine());
        assertThat(temporary).exists();
        assertThat(ProcessHandle.of(postgres)).isPresent();
        assertThat(ProcessHandle.of(sleeper)).isPresent();

        // When
        jvm.destroyForcibly().waitFor();

        // Then
        await().atMost(20, SECONDS).untilAsserted(() -> {
            assertThat(ProcessHandle.of(postgres)).isEmpty();
            assertThat(ProcessHandle.of(sleeper)).isEmpty();
            assertThat(temporary).doesNotExist();
        });
        assertThat(Files.readString(directory.resolve("log"))).isEqualTo("told\n");
    }

    /** Starts PostgreSQL and a shell, prints their process ids and a temporary directory, and waits to be killed. */
    static final class HoldsServers {
        public static void main(String[] arguments) throws Exception {
            PostgresSettings settings = PostgresSettings.temporary();
            EmbeddedPostgres postgres = EmbeddedPostgres.start(settings);
            String script = "trap 'echo told; exit' TERM; while :; do sleep 0.1; done";
            SupervisedProcess sleeper = SupervisedProcess.start(new SupervisedProcess.Launch(
                    List.of("sh", "-c", script), Map.of(), Path.of(arguments[0], "log"), "TERM"));
            System.out.println(postgres.pid());
            System.out.println(sleeper.pid());
            System.out.println(settings.dataDirectory());
            Thread.currentThread().join();
        }
    }
}
