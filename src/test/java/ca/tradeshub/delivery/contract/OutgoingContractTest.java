// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.delivery.Statements;
import ca.tradeshub.reconciliation.decision.CertificationContent;
import ca.tradeshub.reconciliation.decision.ContractViolation;
import ca.tradeshub.reconciliation.decision.Envelope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingContractTest {

    @ParameterizedTest
    @ValueSource(strings = {"501800007", "5018000", "2000123x", "", "２０００１２３４"})
    void a_person_with_a_number_of_another_form_is_not_written(String account) {
        CertificationContent content = person(account, "Tremblay");
        assertThatExceptionOfType(ContractViolation.class)
                .isThrownBy(() -> message(content))
                .satisfies(violation -> assertThat(violation.getMessage())
                        .contains("/person/accountNumber: pattern")
                        .doesNotContain(account.isEmpty() ? "\u0000" : account));
    }

    @ParameterizedTest
    @ValueSource(strings = {"501800007", "501 800 007", "501-800-007", "Tremblay 501.800.007", "５０１８００００７"})
    void a_name_with_a_social_insurance_number_is_not_written(String name) {
        assertThatExceptionOfType(ContractViolation.class)
                .isThrownBy(() -> message(person("20001234", name)))
                .withMessageContaining("/person/familyName: socialInsuranceNumber")
                .satisfies(violation -> assertThat(violation.getMessage()).doesNotContain("007"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tremblay", "Tremblay 2", "O'Brien-3456789"})
    void another_name_is_written(String name) {
        assertThat(message(person("20001234", name))).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C501800007", "A-501800007", "S123456782", "0501800007", "501800008"})
    void an_ordinary_number_of_a_certificate_is_written(String number) {
        assertThat(message(certificate(number))).contains(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"501800007", "501 800 007", "501-800-007", "50180000７"})
    void a_social_insurance_number_in_the_place_of_a_certificate_number_is_not_written(String number) {
        assertThatExceptionOfType(ContractViolation.class)
                .isThrownBy(() -> message(certificate(number)))
                .withMessageContaining("/certificates/0/number: socialInsuranceNumber");
    }

    @Test
    void the_sources_of_each_file_are_checked_and_all_are_written() {
        CertificationContent usual = person("20001234", "Tremblay");
        SourceRef first = source("PAY_1.csv", "ab".repeat(32), 2);
        SourceRef next = source("PAY_1.csv", "ab".repeat(32), 3);

        assertThat(message(from(usual, List.of(first, next, source("PAY_2.csv", "cd".repeat(32), 2)))))
                .contains("\"line\":3", "PAY_2.csv");
        assertThatExceptionOfType(ContractViolation.class)
                .isThrownBy(() -> message(from(usual, List.of(first, next, source("PAY_2.csv", "cd", 2)))))
                .withMessageContaining("/sources/1/sha256: pattern");
    }

    @ParameterizedTest
    @CsvSource({"0,0,0", "-1,0,0", "1,-1,0", "1,0,-1"})
    void a_source_has_no_number_that_the_contracts_refuse(int line, long offset, int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceRef(Feed.PAYROLL, "PAY_1.csv", "ab".repeat(32), line, offset, length));
    }

    private static SourceRef source(String file, String sha256, int line) {
        return new SourceRef(Feed.PAYROLL, file, sha256, line, 0, 0);
    }

    private static CertificationContent from(CertificationContent usual, List<SourceRef> sources) {
        return new CertificationContent(
                usual.recordKey(),
                usual.groupId(),
                usual.person(),
                usual.trade(),
                usual.apprenticeship(),
                usual.certificates(),
                usual.findings(),
                sources);
    }

    private static String message(CertificationContent content) {
        return new ContractRenderer().content(content).in(Statements.envelope(Envelope.Kind.NEW, 1, "20001234/309A"));
    }

    private static CertificationContent person(String account, String familyName) {
        CertificationContent usual = Statements.certification();
        CertificationContent.PublishedPerson person = usual.person();
        CertificationContent.PublishedTrade trade = usual.trade();
        return new CertificationContent(
                usual.recordKey(),
                usual.groupId(),
                new CertificationContent.PublishedPerson(
                        account,
                        person.clientId(),
                        familyName,
                        person.givenNames(),
                        person.formerFamilyName(),
                        person.birthDate()),
                new CertificationContent.PublishedTrade(new TradeCode("309A"), trade.name(), trade.compulsory()),
                usual.apprenticeship(),
                usual.certificates(),
                usual.findings(),
                usual.sources());
    }

    private static CertificationContent certificate(String number) {
        Certificate usual = Statements.certificate(Certificate.Type.CQ);
        return Statements.certification(
                Statements.registration(),
                List.of(new Certificate(
                        usual.memberNumber(),
                        usual.memberClass(),
                        usual.familyName(),
                        usual.givenNames(),
                        usual.formerFamilyName(),
                        usual.birthDate(),
                        usual.postalCode(),
                        usual.trade(),
                        usual.type(),
                        number,
                        usual.issuedOn(),
                        usual.registeredOn(),
                        usual.renewalAppliedOn(),
                        usual.renewedOn(),
                        usual.expiresOn(),
                        usual.status(),
                        usual.statusOn(),
                        usual.examinationMark(),
                        usual.interprovincialSeal(),
                        usual.route(),
                        usual.issuingProvince(),
                        usual.programmeCompletedOn(),
                        usual.examinationPassedOn(),
                        usual.sittingsFailed(),
                        usual.coursesCompletedOn(),
                        usual.priorExpiresOn())),
                true);
    }
}
