package dev.trunkline.local.story;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A bar that grows in one line; where the output is no terminal that can do so, a line every ten per cent. */
final class ProgressBar {

    private static final int WIDTH = 40;

    private final PrintStream out;
    private final String what;
    private final long total;
    private final boolean oneLine;
    private long shownTenth = -1;
    private long shown = -1;

    ProgressBar(PrintStream out, String what, long total) {
        this(out, what, total, growsInPlace());
    }

    ProgressBar(PrintStream out, String what, long total, boolean oneLine) {
        this.out = out;
        this.what = what;
        this.total = total;
        this.oneLine = oneLine;
    }

    /** Shows that {@code done} of the total are done. */
    synchronized void show(long done) {
        if (done == shown) {
            return;
        }
        shown = done;
        long tenth = total == 0 ? 10 : done * 10 / total;
        if (oneLine) {
            out.print("\r" + line(done));
            out.flush();
        } else if (tenth > shownTenth) {
            out.println(line(done));
        }
        shownTenth = Math.max(shownTenth, tenth);
    }

    /** Leaves the bar as it is and goes on in the next line. */
    synchronized void end() {
        if (oneLine) {
            out.println();
        }
    }

    private String line(long done) {
        int filled = total == 0 ? WIDTH : (int) (done * WIDTH / total);
        return "       [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] "
                + String.format(
                        Locale.ROOT, "%3d %%  %,d of %,d %s", total == 0 ? 100 : done * 100 / total, done, total, what);
    }

    private static boolean growsInPlace() {
        String terminal = System.getenv("TERM");
        return terminal != null && !terminal.equals("dumb") && isTerminal(System.console());
    }

    /** From JDK 22 on there is a console without a terminal, too, and a method that tells; before there is neither. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
