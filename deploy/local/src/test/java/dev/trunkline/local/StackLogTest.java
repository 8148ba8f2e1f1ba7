package dev.trunkline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackLogTest {
    @TempDir
    Path directory;

    @Test
    void namesTheDeepestCauseOfThisStartOnly() throws IOException {
        // Given
        Path file = directory.resolve("service.log");
        Files.writeString(file, "12:00 ERROR of the run before\n");
        StackLog log = StackLog.fromNow(file);

        // When
        Files.writeString(
                file,
                """
                12:01 INFO starting
                12:01 ERROR Failed to start application
                java.lang.RuntimeException: wrapped
                \tat some.Code(Code.java:1)
                Caused by: java.lang.IllegalStateException: middle
                \tat some.Code(Code.java:2)
                Caused by: java.net.ConnectException: Connection refused
                \tat some.Code(Code.java:3)
                """,
                StandardOpenOption.APPEND);

        // Then
        assertThat(log.lastComplaint()).isEqualTo("Caused by: java.net.ConnectException: Connection refused");
        assertThat(log.lines()).hasSize(8).noneMatch(line -> line.contains("run before"));
    }

    @Test
    void fallsBackToTheLastErrorAndThenToTheLastLine() throws IOException {
        Path file = directory.resolve("service.log");
        StackLog log = StackLog.fromNow(file);
        assertThat(log.lastComplaint()).isEqualTo("it said nothing");

        Files.writeString(file, "12:00 INFO one\n12:00 INFO two\n\n");
        assertThat(log.lastComplaint()).isEqualTo("12:00 INFO two");

        Files.writeString(file, "12:00 ERROR three\n12:00 INFO four\n", StandardOpenOption.APPEND);
        assertThat(log.lastComplaint()).isEqualTo("12:00 ERROR three");
    }
}
