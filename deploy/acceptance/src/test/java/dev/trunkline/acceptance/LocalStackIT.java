package dev.trunkline.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackException;
import dev.trunkline.local.StackService;
import dev.trunkline.local.StackSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local stack itself: what holds it together, and what happens when a part of it is taken away. */
class LocalStackIT {
    @TempDir
    Path directory;

    @Test
    void saysWhichServiceDidNotStartAndWhy() {
        StackSettings ports = StackSettings.onFreePorts(directory);
        StackSettings broken = new StackSettings(
                ports.project(),
                directory,
                ports.ports(),
                false,
                List.of("-Dquarkus.http.limits.max-body-size=plenty"));

        assertThatThrownBy(() -> LocalStack.start(broken))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("operator-service ended while starting: ")
                .hasMessageContaining("plenty")
                .hasMessageContaining("(log: " + directory.resolve("logs/operator-service.log") + ")");
    }

    @Test
    void leavesNothingBehindWhenItsLauncherIsKilled() throws Exception {
        // Given
        Process launcher = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsStack.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Long> started = new ArrayList<>();
        for (String pid : launcher.inputReader().readLine().split(" ", -1)) {
            started.add(Long.valueOf(pid));
        }
        assertThat(started).hasSize(5).allSatisfy(pid -> assertThat(ProcessHandle.of(pid))
                .isPresent());

        // When
        launcher.destroyForcibly().waitFor();

        // Then
        await().atMost(60, SECONDS).untilAsserted(() -> assertThat(started)
                .allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isEmpty()));
    }

    /** Starts a stack, prints the ids of its processes and waits to be killed. */
    static final class HoldsStack {
        public static void main(String[] arguments) throws Exception {
            LocalStack stack = LocalStack.start(StackSettings.onFreePorts(Path.of(arguments[0])));
            StringBuilder pids = new StringBuilder();
            for (StackService service : StackService.values()) {
                pids.append(stack.service(service).pid()).append(' ');
            }
            pids.append(stack.servers().pid()).append(' ');
            System.out.println(pids.append(stack.postgres().pid()));
            Thread.currentThread().join();
        }
    }
}
