// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.unpack;

/** An OpenPGP key file of the settings that cannot be used. The message names the setting, the file and the reason. */
public class BadKeyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    BadKeyException(String setting, Object file, String reason) {
        super(setting + ", " + file + ": " + reason);
    }
}
