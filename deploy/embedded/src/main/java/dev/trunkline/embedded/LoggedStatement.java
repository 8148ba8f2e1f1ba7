package dev.trunkline.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement without its parameters, as an {@link EmbeddedPostgres} with {@code log_statement=all} has it in its log.
 *
 * @param role who has sent it
 */
public record LoggedStatement(String role, String sql) {

    private static final Pattern ENTRY = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d [^\\[]*\\[\\d+] (.*)$");
    private static final Pattern SENT = Pattern.compile("^(\\w+)@\\w+ LOG: {2}(?:execute [^:]+|statement): (.*)$");

    /** All in a log, in order. */
    public static List<LoggedStatement> in(String log) {
        List<LoggedStatement> statements = new ArrayList<>();
        boolean within = false;
        for (String line : log.lines().toList()) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                Matcher sent = SENT.matcher(entry.group(1));
                within = sent.matches();
                if (within) {
                    statements.add(new LoggedStatement(sent.group(1), sent.group(2)));
                }
            } else if (within) {
                // Entries of several lines go on after a tab.
                LoggedStatement begun = statements.remove(statements.size() - 1);
                statements.add(new LoggedStatement(begun.role(), begun.sql() + "\n" + line));
            }
        }
        return statements;
    }
}
