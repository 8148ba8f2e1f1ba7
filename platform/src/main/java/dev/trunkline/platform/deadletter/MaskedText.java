package dev.trunkline.platform.deadletter;

import java.util.regex.Pattern;

/** Error text without personal data: telephone numbers and e-mail addresses are masked, quoted values cut out. */
public final class MaskedText {

    private static final int MAX_LENGTH = 1_000;

    /** A run of digits that may be a telephone number, written in any of the usual ways, but no part of a UUID. */
    private static final Pattern NUMBER =
            Pattern.compile("(?<![0-9a-fA-F-])\\+?\\d(?:[ ().-]{0,3}\\d){6,14}(?![0-9a-fA-F-])");

    private static final Pattern EMAIL = Pattern.compile("[^\\s@\"'(),:;<>=]+@[^\\s@\"'(),:;<>=]+");

    /** PostgreSQL names the values of a violated key or row; Jackson quotes what it could not read. */
    private static final Pattern VALUES =
            Pattern.compile("(?<==)\\([^\\n]*\\)|(?<=Failing row contains )\\([^\\n]*\\)|\"[^\"\\n]*\"|'[^'\\n]*'");

    private MaskedText() {}

    /** The text of a failure and of its causes, masked and at most 1,000 characters long. */
    public static String of(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 5; depth++) {
            text.append(depth == 0 ? "" : "; caused by ")
                    .append(cause.getClass().getSimpleName());
            if (cause.getMessage() != null) {
                text.append(": ").append(cause.getMessage());
            }
            cause = cause.getCause();
        }
        return mask(text.toString());
    }

    static String mask(String text) {
        String masked = VALUES.matcher(text).replaceAll("***");
        masked = EMAIL.matcher(masked).replaceAll("***");
        masked = NUMBER.matcher(masked).replaceAll("***");
        return masked.length() > MAX_LENGTH ? masked.substring(0, MAX_LENGTH) : masked;
    }
}
