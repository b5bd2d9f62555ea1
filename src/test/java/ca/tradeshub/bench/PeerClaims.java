// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.delivery.contract.ContractRenderer;
import ca.tradeshub.law.Law;
import ca.tradeshub.reconciliation.decision.ClaimContent;
import ca.tradeshub.reconciliation.decision.Envelope;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimFacts;
import ca.tradeshub.rules.attc.TaxCredit;
import ca.tradeshub.rules.book.RuleBook;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the programs that are compared with the hub share: the rules of the hub on a line, and on a claim, and the text of
 * its message. They do not protect the social insurance number, keep no states, no balance, no archive and no audit, send
 * no responses, and cannot continue an interrupted file.
 */
public final class PeerClaims {

    private static final LocalDate FILE_DATE = LocalDate.of(2026, 11, 20);
    private static final String NO_DIGEST = "0".repeat(64);
    /** As the control file of the generated payroll states them. */
    private static final EmployerYear EMPLOYER = Samples.employerYear(employer -> {
        employer.name = "Maple Electric Ltd.";
        employer.priorYearPayroll = Money.of("500000.00");
    });

    private static final FileContext FILE = new FileContext(Feed.PAYROLL, "payroll-maple", FILE_DATE, EMPLOYER);

    private final RuleBook book;
    private final TaxCredit credit;
    private final ContractRenderer renderer = new ContractRenderer();

    public PeerClaims() {
        Law law = Law.standard();
        book = RuleBook.load(law);
        credit = new TaxCredit(law);
    }

    /**
     * The line itself, once the rules on lines have let it pass.
     *
     * @throws IllegalArgumentException when they reject or hold it; no line of the benchmark is
     */
    public PeerLine check(PeerLine line) {
        book.judge(payLine(line), FILE).deciding().ifPresent(finding -> {
            throw new IllegalArgumentException(finding.rule() + " " + line.getLineId());
        });
        return line;
    }

    /** The message for a claim with these lines, all of one agreement. */
    public String message(List<PeerLine> lines) {
        Registration registration = registration(lines.get(0));
        List<ClaimFacts.Line> facts = new ArrayList<>(lines.size());
        for (PeerLine line : lines) {
            facts.add(new ClaimFacts.Line(
                    payLine(line),
                    new SourceRef(
                            Feed.PAYROLL, "PAY_123026635_20261120_000001.csv", NO_DIGEST, (int) line.getLine(), 0, 0),
                    FILE_DATE));
        }
        String key = facts.get(0).line().claimKey();
        ClaimContent content = new ClaimContent(
                key,
                registration.agreementNumber(),
                EMPLOYER,
                registration,
                credit.assess(new ClaimFacts(registration, List.of(registration), null, EMPLOYER, null, facts)),
                List.of(),
                facts.stream().map(ClaimFacts.Line::source).toList());
        return renderer.content(content)
                .in(new Envelope(key, Envelope.Kind.NEW, key, 1, null, Instant.EPOCH, NO_DIGEST));
    }

    private static PayLine payLine(PeerLine line) {
        return new PayLine(
                EMPLOYER.businessNumber(),
                EMPLOYER.taxationYear(),
                line.getLineId(),
                line.getAgreementNumber(),
                line.getAccountNumber(),
                line.getSin() == null ? null : Sin.of(line.getSin()),
                line.getFamilyName(),
                line.getGivenNames(),
                line.getBirthDate(),
                new TradeCode(line.getTradeCode()),
                line.getEmploymentStart(),
                line.getEmploymentEnd(),
                new Period(line.getPeriodStart(), line.getPeriodEnd()),
                line.getPayDate(),
                line.getRegularHours(),
                line.getOvertimeHours(),
                line.getHourlyRate() == null ? null : new Money(line.getHourlyRate()),
                new Money(line.getGrossWages()),
                orElse(line.getTaxableBenefits(), BigDecimal.ZERO),
                orElse(line.getAgencyFees(), BigDecimal.ZERO),
                orElse(line.getEmployeeTotalWages(), line.getGrossWages()),
                orElse(line.getAssistanceAmount(), BigDecimal.ZERO),
                line.getAssistanceKind(),
                line.getCoopCreditClaimed() == null
                        ? null
                        : line.getCoopCreditClaimed().equals("Y"),
                line.getJourneypersonRate() == null ? null : new Money(line.getJourneypersonRate()),
                line.getApprenticePeriod(),
                line.getWorkProvince());
    }

    private static Money orElse(@Nullable BigDecimal amount, BigDecimal otherwise) {
        return new Money(amount == null ? otherwise : amount);
    }

    private static Registration registration(PeerLine line) {
        return Samples.registration(registration -> {
            registration.agreementNumber = line.getAgreementNumber();
            registration.registeredOn = line.getRegisteredOn();
            registration.statusOn = line.getRegisteredOn();
            registration.trade = new TradeCode(line.getRegisteredTrade());
            registration.person = new Person(
                    "1000000",
                    line.getRegisteredAccount(),
                    null,
                    line.getRegisteredFamilyName(),
                    line.getRegisteredGivenNames(),
                    null,
                    line.getRegisteredBirthDate(),
                    "M5V 2T6",
                    "en");
        });
    }
}
