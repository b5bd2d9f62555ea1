// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import ca.tradeshub.feeds.control.ControlFile;
import ca.tradeshub.ledger.record.StagedRecord;
import java.util.List;

/** Takes what is read of one file, in the file's order. */
public interface RecordSink {

    /** Takes a payroll file's control file, before any of its records. */
    void control(ControlFile control);

    /** Takes the next records, mapped and judged. */
    void batch(List<StagedRecord> records);
}
