package ca.tradeshub.mapping;

/** Reads the text of a field. */
@FunctionalInterface
interface Conversion {

    /**
     * Converts a text.
     *
     * @param text stripped and not empty
     * @return the value, or a {@link ConversionError}
     */
    Object convert(String text);
}
