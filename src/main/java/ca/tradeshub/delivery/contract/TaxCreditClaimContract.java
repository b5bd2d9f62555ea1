// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.contract;

import static ca.tradeshub.delivery.contract.ContractRenderer.textOrNull;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.reconciliation.decision.ClaimContent;
import ca.tradeshub.rules.attc.ClaimAssessment;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of {@code tax-credit-claim/1}. Carries no SIN and no hourly wage of a journeyperson. */
final class TaxCreditClaimContract {

    private TaxCreditClaimContract() {}

    /**
     * @throws IllegalArgumentException when the claim is held: held claims are not sent
     */
    static void write(ObjectNode message, ClaimContent statement) {
        writeParties(message, statement);
        ClaimAssessment assessment = statement.assessment();
        if (assessment instanceof ClaimAssessment.Supported supported) {
            writeFigures(message, statement, supported.apprenticeship(), supported.computation(), supported.excluded());
            writeVerdict(message, "SUPPORTED", null);
        } else if (assessment instanceof ClaimAssessment.NotSupported notSupported) {
            writeFigures(
                    message,
                    statement,
                    notSupported.apprenticeship(),
                    notSupported.computation(),
                    notSupported.excluded());
            writeVerdict(message, "NOT_SUPPORTED", notSupported.deciding().rule());
        } else {
            throw new IllegalArgumentException("A held claim has no message: " + statement.recordKey());
        }
    }

    private static void writeParties(ObjectNode message, ClaimContent statement) {
        EmployerYear employerYear = statement.employerYear();
        message.putObject("employer")
                .put("businessNumber", employerYear.businessNumber().value())
                .put("name", employerYear.name())
                .put("kind", employerYear.kind().name());
        message.putObject("taxationYear")
                .put("start", employerYear.taxationYear().start().toString())
                .put("end", employerYear.taxationYear().end().toString())
                .put("days", employerYear.taxationYear().days());
        Person apprentice = statement.registration().person();
        message.putObject("apprentice")
                .put("accountNumber", apprentice.accountNumber())
                .put("familyName", apprentice.familyName())
                .put("givenNames", apprentice.givenNames())
                .put("birthDate", textOrNull(apprentice.birthDate()));
    }

    private static void writeFigures(
            ObjectNode message,
            ClaimContent statement,
            ClaimAssessment.Apprenticeship apprenticeship,
            ClaimAssessment.Computation computation,
            List<ClaimAssessment.Excluded> excluded) {
        message.putObject("apprenticeship")
                .put("agreementNumber", statement.registration().agreementNumber())
                .put("trade", statement.registration().trade().value())
                .put("originalRegisteredOn", textOrNull(apprenticeship.originalRegisteredOn()))
                .put("windowEnd", textOrNull(apprenticeship.windowEnd()))
                .put("endedOn", textOrNull(apprenticeship.endedOn()))
                .put("regime", textOrNull(apprenticeship.regime()));
        writeComputation(message.putObject("computation"), computation);
        ArrayNode array = message.putArray("excluded");
        excluded.forEach(line -> {
            ObjectNode node = array.addObject();
            node.set("source", ContractRenderer.source(line.source()));
            node.put("amount", line.amount().toString()).put("rule", line.rule());
        });
    }

    private static void writeComputation(ObjectNode node, ClaimAssessment.Computation computation) {
        node.put("grossExpenditure", textOrNull(computation.expenditure().gross()))
                .put("assistance", textOrNull(computation.expenditure().assistance()))
                .put("eligibleExpenditure", textOrNull(computation.expenditure().eligible()))
                .put("priorYearPayroll", textOrNull(computation.atRate().priorYearPayroll()))
                .put("rate", decimalOrNull(computation.atRate().rate()))
                .put("amountAtRate", textOrNull(computation.atRate().amount()))
                .put("daysD", computation.days().d())
                .put("daysE", computation.days().e())
                .put("daysY", computation.days().y())
                .put("maximum", textOrNull(computation.maximum()))
                .put("credit", textOrNull(computation.credit()))
                .put("claimed", textOrNull(computation.claimed()));
        ArrayNode steps = node.putArray("steps");
        computation.steps().forEach(step -> steps.addObject()
                .put("id", step.id())
                .put("statement", step.statement().en())
                .put("value", step.value())
                .set("citation", ContractRenderer.citation(step.citation())));
    }

    private static void writeVerdict(ObjectNode message, String verdict, @Nullable String decidingRule) {
        message.put("verdict", verdict).put("decidingRule", decidingRule);
    }

    /** Equal numbers have equal text, regardless of their scale. */
    private static @Nullable String decimalOrNull(@Nullable BigDecimal value) {
        return value == null ? null : value.stripTrailingZeros().toPlainString();
    }
}
