package dev.trunkline.number.operation;

import dev.trunkline.contracts.WireValue;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.web.Uuids;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the texts of a row as values and notes what is none; pointers are names of fields. */
public final class RowFields {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final Map<String, String> fields;
    private final List<ProblemError> faults = new ArrayList<>();

    public RowFields(Map<String, String> fields) {
        this.fields = fields;
    }

    public List<ProblemError> faults() {
        return faults;
    }

    public void fail(String code, String detail, String field) {
        faults.add(new ProblemError(code, detail, field));
    }

    /** The UUID in a field; null for none. */
    public @Nullable UUID id(String field) {
        String text = fields.get(field);
        Optional<UUID> id = Uuids.parse(text);
        if (text != null && id.isEmpty()) {
            fail("invalid", field + " must be a UUID.", field);
        }
        return id.orElse(null);
    }

    /** The UUID in a field that must be there. */
    public @Nullable UUID requiredId(String field) {
        if (fields.get(field) == null) {
            fail("required", "Every row names its " + field + ".", field);
        }
        return id(field);
    }

    /** The value in a field; null for none. */
    public <E extends Enum<E> & WireValue> @Nullable E value(String field, Class<E> type) {
        String text = fields.get(field);
        if (text == null) {
            return null;
        }
        List<String> known = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (constant.wire().equals(text)) {
                return constant;
            }
            known.add(constant.wire());
        }
        fail("invalid", field + " must be one of " + String.join(", ", known) + ".", field);
        return null;
    }

    /** The number in a field, within its bounds; null for none. */
    public @Nullable Integer number(String field, int least, int most) {
        String text = fields.get(field);
        if (text == null) {
            return null;
        }
        if (NUMBER.matcher(text).matches()) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        fail("invalid", field + " must be a number from " + least + " to " + most + ".", field);
        return null;
    }
}
