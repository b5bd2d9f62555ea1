// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.law;

/**
 * A place in a source of law.
 *
 * @param document the source, for example {@code R.R.O. 1990, Reg. 1055}
 * @param section section or heading in it, for example {@code s. 14 (2)}
 */
public record Citation(String document, String section) {

    @Override
    public String toString() {
        return document + ", " + section;
    }
}
