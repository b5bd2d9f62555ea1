// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.law;

import org.jspecify.annotations.Nullable;

/**
 * The legal basis of a rule or a legal value.
 *
 * @param citation the place in the law
 * @param phrase a short phrase quoted word for word, null when the project does not contain the text of the source
 */
public record Basis(Citation citation, @Nullable String phrase) {}
