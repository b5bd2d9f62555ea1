package ca.tradeshub.intake;

import ca.tradeshub.feeds.ControlFile;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.StagedRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the records of a file that have one key: equal content leaves the first and makes the others duplicates,
 * different content holds them all (interface agreements, section 4). The file is read a second time for it.
 */
final class SettledKeys implements RecordSink {

    private final RepeatedKeys candidates;
    private final CanonicalJson json;
    private final Map<String, SameKey> byKey = new LinkedHashMap<>();

    SettledKeys(RepeatedKeys candidates, CanonicalJson json) {
        this.candidates = candidates;
        this.json = json;
    }

    /** Told of a record that comes from one state into another. */
    interface Move {

        void move(RecordState from, RecordState to, BigDecimal amount);
    }

    private record Entry(int line, RecordState state, BigDecimal amount) {}

    private static final class SameKey {

        private final byte[] content;
        private final List<Entry> entries = new ArrayList<>();
        private boolean different;

        SameKey(byte[] content) {
            this.content = content;
        }

        void add(StagedRecord record, byte[] itsContent) {
            entries.add(new Entry(record.line(), record.state(), record.amount()));
            different |= !Arrays.equals(content, itsContent);
        }
    }

    @Override
    public void control(ControlFile control) {
        // Keys are the records' alone.
    }

    @Override
    public void batch(List<StagedRecord> records) {
        for (StagedRecord record : records) {
            if (record.state() != RecordState.REJECTED
                    && record.recordKey() != null
                    && candidates.mayBe(record.recordKey())) {
                byte[] content = json.contentDigest(record.canonical());
                byKey.computeIfAbsent(record.recordKey(), key -> new SameKey(content))
                        .add(record, content);
            }
        }
    }

    /** Tells every record whose state the others of its key decide. */
    void moves(Move told) {
        for (SameKey same : byKey.values()) {
            int untouched = same.different ? 0 : 1;
            RecordState to = same.different ? RecordState.HELD : RecordState.DUPLICATE;
            same.entries.stream().skip(untouched).forEach(entry -> told.move(entry.state(), to, entry.amount()));
        }
    }

    /** The lines of each key that occurs with different content, at most so many keys. */
    List<List<Integer>> different(int most) {
        return byKey.values().stream()
                .filter(same -> same.different)
                .limit(most)
                .map(same -> same.entries.stream().map(Entry::line).toList())
                .toList();
    }

    /** How many keys there are with different content. */
    long differentTotal() {
        return byKey.values().stream().filter(same -> same.different).count();
    }
}
