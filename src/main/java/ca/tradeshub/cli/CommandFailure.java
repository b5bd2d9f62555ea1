// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

/** A command failed for a reason that its user can correct. The message is one or more sentences. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailure(String sentences) {
        super(sentences);
    }

    CommandFailure(String sentences, Throwable cause) {
        super(sentences, cause);
    }
}
