package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A telephone number in E.164 form (ITU-T E.164: at most 15 digits, no leading zero).
 *
 * <p>Only the form is checked here; whether a numbering plan knows the number is the caller's question.
 *
 * @param digits the digits without the plus sign, 2 to 15 of them; how databases store it
 */
public record E164Number(long digits) implements Comparable<E164Number> {

    private static final long SMALLEST = 10L;
    private static final long LARGEST = 999_999_999_999_999L;
    private static final int MOST_DIGITS = 15;
    private static final long NOT_WELL_FORMED = -1;

    public E164Number {
        if (digits < SMALLEST || digits > LARGEST) {
            throw new IllegalArgumentException("not an E.164 number: between 2 and 15 digits, no leading zero");
        }
    }

    /**
     * Reads a number with or without its plus sign.
     *
     * @throws IllegalArgumentException for anything else, {@code tel:} URIs and extensions included
     */
    @JsonCreator
    public static E164Number of(String text) {
        long digits = parse(text);
        if (digits == NOT_WELL_FORMED) {
            throw new IllegalArgumentException(
                    "not an E.164 number: a plus sign and 2 to 15 digits, the first of them not zero");
        }
        return new E164Number(digits);
    }

    /** By hand: each number of each event passes here, in every service. */
    private static long parse(String text) {
        int first = text.startsWith("+") ? 1 : 0;
        int count = text.length() - first;
        if (count < 2 || count > MOST_DIGITS || text.charAt(first) == '0') {
            return NOT_WELL_FORMED;
        }
        long digits = 0;
        for (int i = first; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NOT_WELL_FORMED;
            }
            digits = digits * 10 + digit;
        }
        return digits;
    }

    /** Whether {@link #of} would accept the text. */
    public static boolean isWellFormed(String text) {
        return parse(text) != NOT_WELL_FORMED;
    }

    /** The number with all but its first three and last two digits hidden: what logs may show. */
    public String masked() {
        String all = Long.toString(digits);
        if (all.length() <= 5) {
            return "+" + "*".repeat(all.length());
        }
        return "+" + all.substring(0, 3) + "*".repeat(all.length() - 5) + all.substring(all.length() - 2);
    }

    @Override
    public int compareTo(E164Number other) {
        return Long.compare(digits, other.digits);
    }

    @JsonValue
    @Override
    public String toString() {
        return "+" + digits;
    }
}
