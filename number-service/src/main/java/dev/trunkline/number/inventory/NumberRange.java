package dev.trunkline.number.inventory;

import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ValidationProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers from one to another, both included, as their digits.
 *
 * <p>A prefix is a range for each length that a number can have. The ranges follow each other, so that a list along them stays in order
 * and every one of them is read along the index.
 */
record NumberRange(long from, long to) {

    private static final int MOST_DIGITS = 15;
    private static final long SMALLEST = 10L;
    private static final long LARGEST = 999_999_999_999_999L;
    private static final Pattern DIGITS = Pattern.compile("[ +]?([1-9]\\d{0,14})");

    /**
     * The ranges, ascending, that a list is made of.
     *
     * @param prefix first digits, with or without the plus sign; null for any
     * @param from smallest number; null for any
     * @param to largest number; null for any
     * @param after digits of the last number that was listed before; 0 for none
     */
    static List<NumberRange> of(@Nullable String prefix, @Nullable String from, @Nullable String to, long after) {
        long low = Math.max(from == null ? SMALLEST : digits("telephoneNumberFrom", from), after + 1);
        long high = to == null ? LARGEST : digits("telephoneNumberTo", to);
        List<NumberRange> ranges = new ArrayList<>();
        for (NumberRange range : prefix == null ? List.of(new NumberRange(SMALLEST, LARGEST)) : prefixed(prefix)) {
            NumberRange part = new NumberRange(Math.max(range.from, low), Math.min(range.to, high));
            if (part.from <= part.to) {
                ranges.add(part);
            }
        }
        return ranges;
    }

    private static List<NumberRange> prefixed(String text) {
        long prefix = digits("telephoneNumberPrefix", text);
        int length = Long.toString(prefix).length();
        List<NumberRange> ranges = new ArrayList<>();
        long unit = 1;
        for (int digits = length; digits <= MOST_DIGITS; digits++) {
            ranges.add(new NumberRange(prefix * unit, (prefix + 1) * unit - 1));
            unit *= 10;
        }
        return ranges;
    }

    /** A plus sign that a client left unescaped in a query comes as a space. */
    private static long digits(String parameter, String text) {
        var matcher = DIGITS.matcher(text);
        if (!matcher.matches()) {
            throw refused(parameter);
        }
        return Long.parseLong(matcher.group(1));
    }

    private static ProblemException refused(String parameter) {
        return ValidationProblems.of(List.of(new ProblemError(
                "invalid", parameter + " must be 1 to 15 digits, the first of them not zero, as in 4930", null)));
    }
}
