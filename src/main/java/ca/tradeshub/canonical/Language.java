// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages in which the hub addresses people: Ontario's two official languages of service. */
public enum Language {
    /** English. */
    EN,
    /** French. */
    FR;

    /** The language of a tag such as {@code fr} or {@code fr-CA}; English for any other tag, and for null. */
    public static Language of(@Nullable String tag) {
        return tag != null && tag.toLowerCase(Locale.ROOT).startsWith("fr") ? FR : EN;
    }

    /** The language's tag, {@code en} or {@code fr}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
