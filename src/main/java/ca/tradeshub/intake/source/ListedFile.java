// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.source;

/**
 * An entry of a drop folder as its server shows it.
 *
 * @param name the name, as the server gives it
 * @param isRegular whether it is a regular file
 * @param isFolder whether it is a folder
 * @param attributes its size, time and owner
 */
public record ListedFile(String name, boolean isRegular, boolean isFolder, SourceAttributes attributes) {

    /** Whether this is a regular file that can be the one of the given attributes. */
    public boolean isStill(SourceAttributes expected) {
        return isRegular && expected.matches(attributes);
    }
}
