package dev.trunkline.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(told, true, StandardCharsets.UTF_8));

    @Test
    void tellsWhatWasExpectedAndSeen() {
        console.step(
                "An order",
                Expectation.status(201).value("/status", "submitted"),
                () -> answer(201, """
                {"status": "submitted"}"""));

        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("ok   An order")
                .contains("expected  201 status submitted")
                .contains("seen      201 status submitted");
    }

    @Test
    void endsTheStoryAtAnAnswerThatIsNotAsExpected() {
        assertThatThrownBy(
                        () -> console.step(
                                "An order",
                                Expectation.status(201),
                                () -> answer(
                                        403,
                                        """
                        {"type": "https://trunkline.dev/problems/consent-required", "detail": "Ask the tenant."}""")))
                .isInstanceOf(StoryException.class)
                .hasMessageContaining("An order");

        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("FAIL An order")
                .contains("seen      403 consent-required \"Ask the tenant.\"");
    }

    @Test
    void refusesTheRightStatusWithTheWrongBody() {
        Expectation expectation = Expectation.problem(422, "assignment-refused").errors("licence-missing");

        assertThat(
                        expectation.isMetBy(
                                answer(
                                        422,
                                        """
                {"type": "https://trunkline.dev/problems/assignment-refused", "errors": [{"code": "not-teams-only"}]}""")))
                .isFalse();
        assertThat(
                        expectation.isMetBy(
                                answer(
                                        422,
                                        """
                {"type": "https://trunkline.dev/problems/other", "errors": [{"code": "licence-missing"}]}""")))
                .isFalse();
        assertThat(
                        expectation.isMetBy(
                                answer(
                                        422,
                                        """
                {"type": "https://trunkline.dev/problems/assignment-refused", "errors": [{"code": "licence-missing"}]}""")))
                .isTrue();
    }

    @Test
    void looksAgainUntilItIsSo() {
        Deque<Answer> answers = new ArrayDeque<>(List.of(answer(404, "{}"), answer(200, "{}")));

        console.eventually("The consent", Expectation.status(200), answers::remove);

        assertThat(answers).isEmpty();
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("ok   The consent");
    }

    @Test
    void drawsALineEveryTenPerCentWhereNothingCanGrow() {
        ProgressBar bar = new ProgressBar(new PrintStream(told, true, StandardCharsets.UTF_8), "rows", 1_000, false);

        for (int done = 0; done <= 1_000; done += 25) {
            bar.show(done);
        }
        bar.end();

        assertThat(told.toString(StandardCharsets.UTF_8).lines())
                .hasSize(11)
                .last()
                .asString()
                .contains("100 %  1,000 of 1,000 rows");
    }

    @Test
    void growsInOneLineOnATerminal() {
        ProgressBar bar = new ProgressBar(new PrintStream(told, true, StandardCharsets.UTF_8), "rows", 4, true);

        bar.show(1);
        bar.show(4);
        bar.end();

        assertThat(told.toString(StandardCharsets.UTF_8).lines().toList())
                .filteredOn(line -> !line.isEmpty())
                .hasSize(2);
        assertThat(told.toString(StandardCharsets.UTF_8)).startsWith("\r").endsWith(System.lineSeparator());
    }

    private static Answer answer(int status, String body) {
        try {
            return new Answer(status, null, null, new ObjectMapper().readTree(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
