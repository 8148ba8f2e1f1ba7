package dev.trunkline.contracts;

/** A closed set of values whose spelling outside the process is a contract of its own, apart from the Java constant. */
public interface WireValue {

    /** The spelling in JSON, CSV, query parameters and databases. */
    String wire();

    /**
     * Finds the constant that is spelled so.
     *
     * @throws IllegalArgumentException for an unknown spelling, naming the known ones
     */
    static <E extends Enum<E> & WireValue> E parse(Class<E> type, String text) {
        for (E value : type.getEnumConstants()) {
            if (value.wire().equals(text)) {
                return value;
            }
        }
        StringBuilder known = new StringBuilder();
        for (E value : type.getEnumConstants()) {
            known.append(known.isEmpty() ? "" : ", ").append(value.wire());
        }
        throw new IllegalArgumentException("'" + text + "' is none of " + known);
    }
}
