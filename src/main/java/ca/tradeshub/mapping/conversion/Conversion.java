// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping.conversion;

/** Reads the text of a field. */
@FunctionalInterface
public interface Conversion {

    /**
     * Converts a text.
     *
     * @param text stripped and not empty
     * @return the value, or a {@link ConversionError}
     */
    Object convert(String text);
}
