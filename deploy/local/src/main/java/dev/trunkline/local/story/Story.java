package dev.trunkline.local.story;

import dev.trunkline.local.StackAddresses;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/**
 * The whole story, played over HTTP: an operator's order and a tenant's consent meet in a telephone number. It can be played
 * again and again against the same stack.
 */
public final class Story {

    private final Console console;
    private final Cast cast;
    private final FreshNumbers numbers;

    private Story(Console console, Cast cast, FreshNumbers numbers) {
        this.console = console;
        this.cast = cast;
        this.numbers = numbers;
    }

    /**
     * Tells it to {@code out}.
     *
     * @return 0 when every step was as expected, 1 when one was not
     */
    public static int play(StackAddresses stack, PrintStream out) {
        return play(stack, out, new FreshNumbers(System.nanoTime()));
    }

    /** @param numbers that are delivered */
    public static int play(StackAddresses stack, PrintStream out, FreshNumbers numbers) {
        Console console = new Console(out);
        Instant begin = Instant.now();
        try {
            out.println("The story, with the numbers of seed " + numbers.seed() + ".");
            new Story(console, Cast.assemble(stack), numbers).play();
        } catch (StoryException e) {
            out.println();
            out.println(e.getMessage() + ".");
            return 1;
        }
        out.println();
        out.println(console.steps() + " steps, all as expected, in "
                + Duration.between(begin, Instant.now()).toSeconds() + " s.");
        return 0;
    }

    private void play() {
        new OperatorJoins(cast, console).play();
        Addresses addresses = new TenantConsents(cast, console).play();
        Delivery delivery = new OperatorDelivers(cast, console, new OrderedNumbers(numbers, addresses)).play();
        String number = new TenantUsesNumbers(cast, console, delivery, addresses).play();
        new NumberGoesBack(cast, console).play(number);
        new OperatorIsRemoved(cast, console).play(delivery.all().size() - 1);
        new HistoryTellsAll(cast, console).play(number);
    }
}
