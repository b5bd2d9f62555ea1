// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges single records of a file of 2026-11-20 by all rules. */
final class RecordFindings {

    static final RuleBook BOOK = RuleBook.standard();
    static final FileContext FILE = Samples.file("2026-11-20");

    private RecordFindings() {}

    static List<Finding> findings(CanonicalRecord record) {
        return BOOK.judge(record, FILE).findings();
    }

    /** All findings, each written as {@code FMT-03 WARN}. */
    static List<String> texts(CanonicalRecord record) {
        return findings(record).stream()
                .map(finding -> finding.rule() + " " + finding.outcome())
                .toList();
    }

    /** Compares all findings, written as {@code FMT-03 WARN & FMT-01 HOLD}; null for none. */
    static void assertOnly(CanonicalRecord record, @Nullable String expected) {
        assertThat(texts(record)).isEqualTo(expected == null ? List.of() : List.of(expected.split(" & ")));
    }

    static RuleResult result(String rule, CanonicalRecord record) {
        return BOOK.explain(record, FILE).stream()
                .filter(judged -> judged.rule().id().equals(rule))
                .findFirst()
                .orElseThrow()
                .result();
    }
}
