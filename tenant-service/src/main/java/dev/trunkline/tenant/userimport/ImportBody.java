package dev.trunkline.tenant.userimport;

import dev.trunkline.platform.problem.ProblemException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A body on its way in: read once, and whole only when its end was seen. */
final class ImportBody implements Iterator<CheckedUser> {

    private final Counted stream;
    private final @Nullable Long declaredLength;
    private final UserRows rows;
    private final int mostRows;
    private int count;

    /**
     * Reads how the body begins.
     *
     * @param declaredLength in bytes; null when the client did not say, which is then the transport's business
     * @param format how to read rows
     */
    ImportBody(InputStream body, @Nullable Long declaredLength, Function<InputStream, UserRows> format, int mostRows) {
        this.stream = new Counted(body);
        this.declaredLength = declaredLength;
        this.mostRows = mostRows;
        this.rows = reading(() -> format.apply(stream));
    }

    @Override
    public boolean hasNext() {
        return reading(rows::hasNext);
    }

    @Override
    public CheckedUser next() {
        if (count == mostRows) {
            throw new ProblemException(
                    UserImportProblem.TOO_MANY_ROWS, "Send at most %d users in one import.".formatted(mostRows));
        }
        count++;
        return CheckedUser.of(reading(rows::next));
    }

    /**
     * How many rows there were.
     *
     * @throws ProblemException when what was read was not all, or nothing
     */
    int requireWhole() {
        if (!reading(stream::isAtEnd) || (declaredLength != null && declaredLength != stream.bytes)) {
            throw incomplete();
        }
        if (count == 0) {
            throw new ProblemException(UserImportProblem.IMPORT_EMPTY, "Send at least one user.");
        }
        return count;
    }

    private static <T> T reading(Supplier<T> step) {
        try {
            return step.get();
        } catch (UncheckedIOException e) {
            throw incomplete();
        }
    }

    private static ProblemException incomplete() {
        return new ProblemException(
                UserImportProblem.IMPORT_INCOMPLETE,
                "The body ended too early and nothing of it was kept. Send the whole import again.");
    }

    /** Counts bytes and looks for the end. */
    private static final class Counted extends FilterInputStream {

        private long bytes;

        Counted(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            bytes += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            bytes += Math.max(count, 0);
            return count;
        }

        boolean isAtEnd() {
            try {
                return read() < 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
