// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import java.io.IOException;

/** The source of a file was replaced, changed or removed while it was read: what was read is not landed. */
final class SourceChangedException extends IOException {

    private static final long serialVersionUID = 1;

    SourceChangedException() {
        super("The file changed while it was read");
    }
}
