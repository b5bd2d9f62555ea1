package ca.tradeshub.intake;

import ca.tradeshub.feeds.ControlFile;
import ca.tradeshub.ledger.StagedRecord;
import java.util.List;

/** Takes what is read of one file, in the file's order. */
interface RecordSink {

    /** Takes a payroll file's control file, before any of its records. */
    void control(ControlFile control);

    /** Takes the next records, mapped and judged. */
    void batch(List<StagedRecord> records);
}
