// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.correction;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.protection.Masking;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Undoes a correction that was found by place alone: the rejected record is rejected again, and its sender gets it back in
 * the next pack. A correction by key is not undone; a newer record of the key replaces it.
 *
 * <p>One person may do it: only a record without a readable key is closed by its place, so no claim and no person is decided
 * again, and nothing is sent.
 */
@Component
public class CorrectionUndo {

    /** The rule of a record that was closed by its place in a pack alone. */
    public static final String BY_PLACE = "CORRECTED-BY-PLACE";

    private static final int LONGEST_REASON = 500;

    private static final String IS_CLOSED_BY_PLACE =
            """
            select exists (
                select from record
                 where file_id = :file and line = :line and state = 'SUPERSEDED' and rule = :rule)
            """;

    private static final String REJECTED_BY =
            """
            select min(rule) as rule from finding where file_id = :file and line = :line and outcome = 'reject'
            """;

    private static final Messages MESSAGES = Messages.of(CorrectionUndo.class);

    private final JdbcClient jdbc;
    private final CorrectionLedger ledger;
    private final RecordStates states;
    private final AuditTrail audit;

    CorrectionUndo(JdbcClient jdbc, CorrectionLedger ledger, RecordStates states, AuditTrail audit) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.states = states;
        this.audit = audit;
    }

    /**
     * Undoes what closed a rejected record by its place.
     *
     * @param rejected the record that was closed
     * @param reason why, without personal data
     * @param operator who undoes it
     * @return why it is not undone; empty when it is
     */
    @Transactional
    public Optional<Text> undo(RecordAddress rejected, String reason, String operator) {
        if (reason.isBlank() || reason.strip().length() > LONGEST_REASON || Masking.looksLikeIdentifier(reason)) {
            return Optional.of(MESSAGES.text("reason", LONGEST_REASON));
        }
        int moved = isClosedByPlace(rejected)
                ? states.move(
                        List.of(rejected),
                        Set.of(RecordState.SUPERSEDED),
                        RecordState.REJECTED,
                        rejectedBy(rejected),
                        null)
                : 0;
        if (moved == 0) {
            return Optional.of(MESSAGES.text("undo.not", rejected.line()));
        }
        String corrections = ledger.undo(rejected, reason.strip(), operator).stream()
                .map(each -> each.fileId() + ":" + each.line())
                .collect(Collectors.joining(", "));
        audit.append(
                operator,
                "undo-correction",
                "record:" + rejected.fileId() + ":" + rejected.line(),
                Map.of("corrections", corrections, "reason", reason.strip()));
        return Optional.empty();
    }

    private boolean isClosedByPlace(RecordAddress record) {
        return jdbc.sql(IS_CLOSED_BY_PLACE)
                .param("file", record.fileId())
                .param("line", record.line())
                .param("rule", BY_PLACE)
                .query(Boolean.class)
                .single();
    }

    private @Nullable String rejectedBy(RecordAddress record) {
        return jdbc.sql(REJECTED_BY)
                .param("file", record.fileId())
                .param("line", record.line())
                .query((row, number) -> Optional.ofNullable(row.getString("rule")))
                .single()
                .orElse(null);
    }
}
