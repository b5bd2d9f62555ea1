// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.rules.attc.ClaimAssessment;
import ca.tradeshub.rules.engine.Finding;
import java.util.List;

/**
 * The claim of an employer, agreement and taxation year.
 *
 * @param recordKey {@code <employer BN15>/<agreementNumber>/<taxation year end>}
 * @param groupId the agreement number
 * @param employerYear the employer and its taxation year
 * @param registration the standing registration, which names the apprentice and the trade
 * @param assessment {@link ClaimAssessment.Supported} or {@link ClaimAssessment.NotSupported}
 * @param findings findings that warn or inform
 * @param sources the records it is based on
 */
public record ClaimContent(
        String recordKey,
        String groupId,
        EmployerYear employerYear,
        Registration registration,
        ClaimAssessment assessment,
        List<Finding> findings,
        List<SourceRef> sources)
        implements MessageContent {

    @Override
    public OutgoingQueue queue() {
        return OutgoingQueue.TAX;
    }
}
