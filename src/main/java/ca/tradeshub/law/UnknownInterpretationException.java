// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.law;

/** The requested interpretation does not exist, or its question does not offer the requested choice. */
public final class UnknownInterpretationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnknownInterpretationException(String message) {
        super(message);
    }
}
