package dev.trunkline.operator.upload;

import dev.trunkline.contracts.E164Number;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Makes a row of each number of a range such as {@code +14255550100-+14255550199}, one at a time, and numbers all rows. */
final class Ranges implements Iterator<SubmittedRow> {

    private final Iterator<SubmittedRow> rows;
    private int position;
    private @Nullable SubmittedRow range;
    private long next;
    private long last;

    Ranges(Iterator<SubmittedRow> rows) {
        this.rows = rows;
    }

    @Override
    public boolean hasNext() {
        return range != null || rows.hasNext();
    }

    @Override
    public SubmittedRow next() {
        if (range == null) {
            SubmittedRow row = rows.next();
            String number = row.telephoneNumber();
            int hyphen = number == null ? -1 : number.indexOf('-');
            if (number == null || hyphen < 0) {
                position++;
                return row.as(position, number, row.fault());
            }
            open(
                    row,
                    number.substring(0, hyphen).strip(),
                    number.substring(hyphen + 1).strip());
        }
        return take();
    }

    private void open(SubmittedRow row, String from, String to) {
        boolean sound = E164Number.isWellFormed(from)
                && E164Number.isWellFormed(to)
                && digits(from).length() == digits(to).length();
        range = row;
        next = sound ? E164Number.of(from).digits() : 1;
        last = sound ? E164Number.of(to).digits() : 0;
    }

    private static String digits(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }

    private SubmittedRow take() {
        SubmittedRow row = range;
        if (row == null) {
            throw new NoSuchElementException();
        }
        position++;
        if (next > last) {
            range = null;
            return row.as(
                    position,
                    row.telephoneNumber(),
                    "Write a number without hyphens, and a range as its first and its last number, equally long: +14255550100-+14255550199.");
        }
        SubmittedRow one = row.as(position, "+" + next, row.fault());
        next++;
        range = next > last ? null : row;
        return one;
    }
}
