// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.util.Arrays;
import java.util.Locale;

/** The three feeds the hub takes in (interface agreements, section 1). */
public enum Feed {
    /** Employment Ontario's apprenticeship registrations, JSON lines. */
    REGISTRATIONS,
    /** The legacy college's certificates, fixed width. */
    CERTIFICATES,
    /** Employers' payroll extracts, CSV with a control file. */
    PAYROLL;

    /** The feed's name as the agencies write it in files, settings and messages, for example {@code registrations}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The letter that stored rows name the feed by, for example {@code R}. */
    public char letter() {
        return name().charAt(0);
    }

    /** The type of the feed's records. */
    public Class<? extends CanonicalRecord> recordType() {
        return switch (this) {
            case REGISTRATIONS -> Registration.class;
            case CERTIFICATES -> Certificate.class;
            case PAYROLL -> PayLine.class;
        };
    }

    /**
     * The feed of a wire name.
     *
     * @throws IllegalArgumentException when no feed has that name
     */
    public static Feed ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /**
     * The feed that stored rows name by a letter.
     *
     * @throws IllegalArgumentException when no feed has that letter
     */
    public static Feed ofLetter(String letter) {
        return Arrays.stream(values())
                .filter(feed -> letter.equals(String.valueOf(feed.letter())))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No feed has the letter " + letter));
    }
}
