// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.record.Findings;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.reconciliation.person.PersonReconciliation;
import ca.tradeshub.reconciliation.records.States;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.RecordChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Applies the results of judged pages: moves records, replaces their findings, and marks the keys to decide again. */
@Component
class PageApplication {

    private static final String LAST_FILE = "select coalesce(max(id), 0) from file";

    private final JdbcClient jdbc;
    private final FileLedger files;
    private final RecordPages pages;
    private final RecordStates states;
    private final Findings findings;
    private final AffectedKeys keys;
    private final PersonReconciliation persons;

    PageApplication(
            JdbcClient jdbc,
            FileLedger files,
            RecordPages pages,
            RecordStates states,
            Findings findings,
            AffectedKeys keys,
            PersonReconciliation persons) {
        this.jdbc = jdbc;
        this.files = files;
        this.pages = pages;
        this.states = states;
        this.findings = findings;
        this.keys = keys;
        this.persons = persons;
    }

    /** The last file so far: later files are judged under the current rules when they are applied. */
    long lastFile() {
        return jdbc.sql(LAST_FILE).query(Long.class).single();
    }

    /** Applies one page in the caller's transaction and adds its moves to the changes. */
    void apply(Feed feed, RecordPages.Page page, RecordChanges changes) {
        Map<RecordChange, List<RecordMove>> byWay = new LinkedHashMap<>();
        for (RecordMove move : page.moves()) {
            RecordChange way = RecordChanges.wayOf(feed, move);
            byWay.computeIfAbsent(way, key -> new ArrayList<>()).add(move);
            changes.add(way, move);
        }
        byWay.forEach((way, moves) -> states.move(
                moves.stream().map(RecordMove::address).toList(),
                Set.of(moves.get(0).from()),
                moves.get(0).to(),
                way.rule(),
                null));
        findings.replace(page.refound(), page.findings());
        pages.writeExceptions(page.moves());
        mark(feed, page, AffectedKeys.Target.DIRTY_KEY, States.OWN);
    }

    /**
     * Marks the keys of the records that a page changes.
     *
     * @param target the table that is marked: that of the work, or that of a preview
     * @param states the states that records have after the page
     */
    void mark(Feed feed, RecordPages.Page page, AffectedKeys.Target target, States states) {
        Set<RecordAddress> changed = new LinkedHashSet<>(page.refound());
        page.moves().forEach(move -> changed.add(move.address()));
        if (!changed.isEmpty()) {
            keys.markOfRecords(feed, changed, target, states);
        }
    }

    /**
     * Records that files up to one are judged under these rules, and marks the keys that were decided under others, and
     * those of linked persons. The block keys that are missing become visible together with the marks.
     *
     * @return how many keys are marked
     */
    long finish(String rules, long lastFile) {
        files.setRules(rules, lastFile);
        long marked = keys.markUnderOtherRules(rules, AffectedKeys.Target.DIRTY_KEY)
                + keys.markLinked(AffectedKeys.Target.DIRTY_KEY);
        persons.addMissingBlockKeys();
        return marked;
    }
}
