// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.forecast;

import java.util.Locale;

/** A phase in which files are dropped. Each phase begins when the hub has processed all files of the phase before. */
public enum DropPhase {
    /** First attempts that the hub must refuse; their senders correct and resubmit them in the year phase. */
    REFUSED_FIRST("refused-first/"),
    /** The files of the year. */
    YEAR(""),
    /** Corrections, late records and repetitions. */
    AFTERWARDS("afterwards/");

    private final String folder;

    DropPhase(String folder) {
        this.folder = folder;
    }

    /** Returns the folder that contains the folders of the senders, with a final slash; empty for the year phase. */
    public String folder() {
        return folder;
    }

    /** Returns the name in the manifest. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
