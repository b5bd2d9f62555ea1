// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import java.util.List;

/** Renders the records of one feed as the file that its sender would send. */
interface FileRenderer {

    /** The feed's name in scenarios. */
    String feed();

    /** What is counted on its own: the sequence is counted per feed, for payroll per employer. */
    String stream(Cast cast, Table step);

    /** The file of a step with its header, trailer or control file. */
    RenderedFile render(Cast cast, Table step, List<Object> records, FileName name);

    /**
     * What a file's name states.
     *
     * @param date yyyy-MM-dd
     * @param resubmission 0 for an ordinary file
     */
    record FileName(String date, int sequence, int resubmission) {

        /** Date, sequence and resubmission as a file's name states them. */
        String tail() {
            return "%s_%06d%s".formatted(compactDate(), sequence, resubmission == 0 ? "" : "_R" + resubmission);
        }

        String compactDate() {
            return date.replace("-", "");
        }
    }
}
