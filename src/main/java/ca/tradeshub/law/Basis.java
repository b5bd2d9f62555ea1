package ca.tradeshub.law;

import org.jspecify.annotations.Nullable;

/**
 * What a rule or a legal value rests on.
 *
 * @param citation where the law says it
 * @param phrase a short phrase that stands there word for word, null when the source's text is not at hand
 */
public record Basis(Citation citation, @Nullable String phrase) {}
