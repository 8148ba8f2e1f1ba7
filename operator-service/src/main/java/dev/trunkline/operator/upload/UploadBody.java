package dev.trunkline.operator.upload;

import dev.trunkline.operator.database.Digests;
import dev.trunkline.platform.problem.ProblemException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of an upload on its way in: read once, counted, digested, and whole only when its end was seen. */
final class UploadBody {

    private final Counted stream;
    private final @Nullable Long declaredLength;
    private final MessageDigest digest = Digests.sha256();

    /**
     * Reads nothing yet.
     *
     * @param declaredLength in bytes; null when the client did not say, which is then the transport's business
     */
    UploadBody(InputStream stream, @Nullable Long declaredLength) {
        this.stream = new Counted(stream);
        this.declaredLength = declaredLength;
    }

    /**
     * The rows, checked as they are read.
     *
     * @throws ProblemException while reading, for a body that cannot be read, is cut, is empty or has too many rows
     */
    Iterator<CheckedRow> rows(UploadFormat format, RowCheck check, int maxRows) {
        Iterator<SubmittedRow> written = reading(() -> format.rows(stream));
        Iterator<SubmittedRow> rows = new Ranges(new Digested(written));
        return new Iterator<>() {
            private boolean any;

            @Override
            public boolean hasNext() {
                boolean more = reading(rows::hasNext);
                if (!more && !any) {
                    throw new ProblemException(UploadProblem.UPLOAD_EMPTY, "The file has no rows: add at least one.");
                }
                return more;
            }

            @Override
            public CheckedRow next() {
                SubmittedRow row = reading(rows::next);
                any = true;
                if (row.position() > maxRows) {
                    throw new ProblemException(
                            UploadProblem.TOO_MANY_ROWS,
                            "Send at most %d rows in one such upload, each number of a range counted; nothing of it was kept."
                                    .formatted(maxRows));
                }
                return check.check(row);
            }
        };
    }

    /**
     * The digest of what was read and of what was asked.
     *
     * @throws ProblemException when that was not all
     */
    byte[] requireWhole(UploadFlags flags) {
        if (!stream.ended || (declaredLength != null && declaredLength != stream.bytes)) {
            throw incomplete();
        }
        digest.update((byte) (flags.dryRun() ? 1 : 0));
        digest.update((byte) (flags.atomic() ? 1 : 0));
        return digest.digest();
    }

    /** Over what the rows say, so that neither line ends nor quotes make another upload of the same content. */
    private void digestOf(SubmittedRow row) {
        add(row.telephoneNumber());
        add(row.usage());
        add(row.additionalUsages());
        add(row.mobile());
        add(row.tollFree());
        add(row.city());
        add(row.civicAddressId());
        add(row.locationId());
        add(row.allowTenantAddressUpdate());
        add(row.displayedCountryCode());
        add(Boolean.toString(row.enabled()));
        digest.update((byte) '\n');
    }

    private void add(@Nullable String value) {
        digest.update(Objects.requireNonNullElse(value, "").getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private interface Step<T> {
        T take();
    }

    private static <T> T reading(Step<T> step) {
        try {
            return step.take();
        } catch (UncheckedIOException e) {
            throw incomplete();
        }
    }

    private static ProblemException incomplete() {
        return new ProblemException(
                UploadProblem.UPLOAD_INCOMPLETE,
                "The body ended too early and nothing of it was kept. Send the whole upload again.");
    }

    /** Takes the digest of rows as they are written, before ranges are expanded. */
    private final class Digested implements Iterator<SubmittedRow> {

        private final Iterator<SubmittedRow> rows;

        Digested(Iterator<SubmittedRow> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public SubmittedRow next() {
            SubmittedRow row = rows.next();
            digestOf(row);
            return row;
        }
    }

    /** Counts bytes and notes the end. */
    private static final class Counted extends FilterInputStream {

        private long bytes;
        private boolean ended;

        Counted(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            note(value < 0 ? -1 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            note(count);
            return count;
        }

        private void note(int count) {
            if (count < 0) {
                ended = true;
            } else {
                bytes += count;
            }
        }
    }
}
