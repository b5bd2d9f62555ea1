// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

/** A mapping sheet, code table or example that is wrong. The message names the file, the line and the reason. */
public class BadSheetException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    BadSheetException(String file, int line, String reason) {
        super(file + ", line " + line + ": " + reason);
    }
}
