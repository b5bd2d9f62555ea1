// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.ledger.record.Agreements;
import ca.tradeshub.ledger.record.StagedRecord;
import ca.tradeshub.ledger.record.StagedRecord.StagedFinding;
import ca.tradeshub.rules.book.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes the warning on wages off the pay lines whose registration exempts the apprentice (Reg. 1055 ss. 5 (2), 10 (3)).
 * The line alone does not show the enrolment. Registrations are looked up only for lines that are warned, which are few.
 */
@Component
class ExemptWages {

    private final Agreements agreements;

    ExemptWages(Agreements agreements) {
        this.agreements = agreements;
    }

    /** The same records, without the warning where the registration exempts. */
    List<StagedRecord> withoutWarnings(List<StagedRecord> records) {
        Set<String> warned = records.stream()
                .filter(ExemptWages::isWarned)
                .map(record -> record.canonical() instanceof PayLine line ? line.agreementNumber() : "")
                .collect(Collectors.toSet());
        if (warned.isEmpty()) {
            return records;
        }
        Map<String, Registration> registrations = agreements.standing(warned);
        return records.stream()
                .map(record -> isWarned(record) && record.canonical() instanceof PayLine line
                        ? under(registrations.get(line.agreementNumber()), record)
                        : record)
                .toList();
    }

    private static boolean isWarned(StagedRecord record) {
        return record.canonical() instanceof PayLine
                && record.findings().stream()
                        .anyMatch(finding -> RuleSet.decidedByRegistration().contains(finding.rule()));
    }

    private static StagedRecord under(@Nullable Registration registration, StagedRecord record) {
        if (registration == null) {
            return record;
        }
        List<StagedFinding> left = record.findings().stream()
                .filter(finding ->
                        RuleSet.byRegistration(finding.rule(), registration).isEmpty())
                .toList();
        return new StagedRecord(
                record.line(),
                record.offset(),
                record.length(),
                record.recordKey(),
                record.amount(),
                record.state(),
                record.rule(),
                record.canonical(),
                left);
    }
}
