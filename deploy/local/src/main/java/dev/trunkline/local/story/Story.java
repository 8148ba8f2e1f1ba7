package dev.trunkline.local.story;

import dev.trunkline.local.StackAddresses;
import java.io.PrintStream;

/** Plays the story; can be played again and again against the same stack. */
public final class Story {

    private Story() {}

    /** @return 0 when every step was as expected */
    public static int play(StackAddresses stack, PrintStream out) {
        out.println("There is no story yet to play against " + stack);
        return 1;
    }
}
