// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping.conversion;

import org.jspecify.annotations.Nullable;

/**
 * A field that is taken with a warning.
 *
 * @param value the value, null when the text is taken as no value
 * @param note what is wrong with the text
 */
public record Noted(@Nullable Object value, ConversionError note) {}
