// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.control;

import ca.tradeshub.canonical.FileRefusal;

/** The result of reading a control file: the control file, or why it cannot be used. */
public sealed interface ControlReading permits ControlFile, ControlReading.Refused {

    /** The control file cannot be used, and its CSV is refused with it. */
    record Refused(FileRefusal why) implements ControlReading {}
}
