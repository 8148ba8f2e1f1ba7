package dev.trunkline.local.story;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Tells each step as it happens, with what was expected and what was seen; ends the story at the first that is not as expected. */
final class Console {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE_BETWEEN_LOOKS = Duration.ofMillis(50);

    private final PrintStream out;
    private int steps;

    Console(PrintStream out) {
        this.out = out;
    }

    void act(String title) {
        out.println();
        out.println(title);
        out.println("-".repeat(title.length()));
    }

    void say(String line) {
        out.println("       " + line);
    }

    /** One request, one answer. */
    Answer step(String title, Expectation expectation, Supplier<Answer> request) {
        Answer answer = request.get();
        tell(title, expectation.isMetBy(answer), expectation.expected(), expectation.seen(answer));
        return answer;
    }

    /** Something that another service does in its own time: asks again until it is so, or for long enough. */
    Answer eventually(String title, Expectation expectation, Supplier<Answer> request) {
        Instant begin = Instant.now();
        Instant deadline = begin.plus(PATIENCE);
        Answer answer = request.get();
        while (!expectation.isMetBy(answer) && Instant.now().isBefore(deadline)) {
            pause();
            answer = request.get();
        }
        long waited = Duration.between(begin, Instant.now()).toMillis();
        String seen = expectation.seen(answer) + " (after " + waited + " ms)";
        tell(title, expectation.isMetBy(answer), expectation.expected(), seen);
        return answer;
    }

    /** The same for a conclusion from several answers. */
    <T> void eventuallyEquals(String title, T expected, Supplier<T> look) {
        Instant begin = Instant.now();
        Instant deadline = begin.plus(PATIENCE);
        T seen = look.get();
        while (!expected.equals(seen) && Instant.now().isBefore(deadline)) {
            pause();
            seen = look.get();
        }
        long waited = Duration.between(begin, Instant.now()).toMillis();
        tell(title, expected.equals(seen), expected.toString(), seen + " (after " + waited + " ms)");
    }

    /** A conclusion from several answers. */
    void check(String title, Object expected, Object seen) {
        tell(title, expected.equals(seen), expected.toString(), seen.toString());
    }

    ProgressBar progress(String what, long total) {
        return new ProgressBar(out, what, total);
    }

    int steps() {
        return steps;
    }

    /** Between two looks at the same thing. */
    static void pause() {
        try {
            Thread.sleep(PAUSE_BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryException("interrupted");
        }
    }

    private void tell(String title, boolean asExpected, String expected, String seen) {
        steps++;
        out.println((asExpected ? "  ok   " : "  FAIL ") + title);
        out.println("         expected  " + expected);
        out.println("         seen      " + seen);
        if (!asExpected) {
            throw new StoryException("Step " + steps + " is not as expected: " + title);
        }
    }
}
