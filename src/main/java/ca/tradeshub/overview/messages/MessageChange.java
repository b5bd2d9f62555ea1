// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import org.jspecify.annotations.Nullable;

/**
 * A field that differs between two versions of a message.
 *
 * @param field its path in the body
 * @param before its earlier value, null when it had none
 * @param after its later value, null when it has none
 * @param masked whether the values are masked: a personal value that changed may have the same shape
 */
public record MessageChange(String field, @Nullable String before, @Nullable String after, boolean masked) {}
