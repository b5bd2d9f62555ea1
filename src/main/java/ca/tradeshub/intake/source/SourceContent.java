// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.source;

import java.io.IOException;

/** What reading a small file of a drop folder gave. */
public sealed interface SourceContent {

    /** Its bytes. Before and after they were read the folder had the file that was listed. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Whole(byte[] bytes) implements SourceContent {}

    /** The file was replaced, changed or removed. */
    record Changed() implements SourceContent {}

    /** The server did not give it. */
    record Refused(IOException why) implements SourceContent {}
}
