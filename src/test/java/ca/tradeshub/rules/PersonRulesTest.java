// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.book.RuleSet;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.PersonFacts;
import ca.tradeshub.rules.reg1055.certificate.OtherProvince;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rules across sources say of one person. */
class PersonRulesTest {

    private static final String PLUMBER = "306A";

    private final RuleBook book = RuleBook.standard();
    private final List<Registration> agreements = new ArrayList<>();
    private final List<Certificate> certificates = new ArrayList<>();

    @Test
    void an_ordinary_apprenticeship_satisfies_every_rule() {
        completed(PLUMBER);
        certificate(PLUMBER, Certificate.Type.CA, "2016-06-01", c -> {});
        certified(PLUMBER);
        PersonFacts person = new PersonFacts(Set.of("12345678"), Map.of(), agreements, certificates);
        assertThat(RuleSet.persons(book.law()))
                .extracting(rule ->
                        rule.declared().id() + " " + RecordVectors.text(rule.judge(person, new TradeCode(PLUMBER))))
                .containsExactly(
                        "R1055-16.2 not applicable: no Ontario certificate of qualification was issued for another"
                                + " province's without examination",
                        "PORT-13 satisfied",
                        "X-01 satisfied",
                        "X-02 satisfied");
    }

    @Nested
    @DisplayName("X-01")
    class The_trade_of_a_certificate {

        @Test
        void other_than_the_completed_agreements_holds() {
            completed(PLUMBER);
            certified("307A");
            assertThat(said("307A")).containsExactly("X-01 HOLD trade: 307A ≠ 306A");
            assertThat(said(PLUMBER)).isEmpty();
        }

        @Test
        void is_the_agreements_own() {
            completed(PLUMBER);
            certified(PLUMBER);
            assertThat(said(PLUMBER)).isEmpty();
        }

        @Test
        void may_be_the_trades_former_code_or_its_present_one() {
            completed("268A");
            certified("268R");
            assertThat(said("268R")).isEmpty();
            agreements.clear();
            certificates.clear();
            completed("268R");
            certified("268A");
            assertThat(said("268A")).isEmpty();
            agreements.clear();
            completed(PLUMBER);
            assertThat(said("268A")).containsExactly("X-01 HOLD trade: 268A ≠ 306A");
        }

        @ParameterizedTest
        @CsvSource({"ACTIVE", "SUSPENDED", "CANCELLED", "REVOKED"})
        void is_compared_with_completed_agreements_only(Registration.Status status) {
            agreement(PLUMBER, r -> r.status = status);
            certified("307A");
            assertThat(said("307A")).isEmpty();
        }

        @Test
        void is_one_of_two_trades_where_each_agreement_has_its_certificate() {
            completed(PLUMBER);
            certified(PLUMBER);
            certified("307A");
            assertThat(said("307A")).isEmpty();
        }

        @Test
        void is_one_of_two_trades_where_an_agreement_in_it_is_at_hand() {
            completed(PLUMBER);
            agreement("307A", r -> {});
            certified("307A");
            assertThat(said("307A")).isEmpty();
        }

        @ParameterizedTest(name = "by {0} in {1}")
        @CsvSource({"TRADE_EQUIVALENCY,ON", "OTHER_PROVINCE,ON", "APPRENTICESHIP,QC"})
        void needs_no_agreement_when_it_did_not_come_from_one_here(Certificate.Route route, String province) {
            completed(PLUMBER);
            certificate("307A", Certificate.Type.CQ, "2016-06-01", c -> {
                c.route = route;
                c.issuingProvince = province;
            });
            assertThat(said("307A")).isEmpty();
        }
    }

    @Nested
    @DisplayName("X-02")
    class The_order_of_certificates {

        @ParameterizedTest(name = "registered {0}, apprenticeship {1}, qualification {2}: {3}")
        @CsvSource(
                nullValues = "none",
                value = {
                    "2016-01-01,2016-01-01,2016-01-01,none",
                    "2016-01-01,2015-12-31,2016-01-01,'X-02 HOLD issuedOn: 2015-12-31 < 2016-01-01'",
                    "2016-01-01,2016-01-02,2016-01-01,'X-02 HOLD issuedOn: 2016-01-01 < 2016-01-02'",
                    "2016-01-01,none,2010-01-01,none",
                    "none,2010-01-01,2010-01-01,none",
                })
        void follows_the_registration(LocalDate registered, String apprenticed, String qualified, String expected) {
            if (registered != null) {
                agreement(PLUMBER, r -> r.registeredOn = registered);
            }
            if (apprenticed != null) {
                certificate(PLUMBER, Certificate.Type.CA, apprenticed, c -> {});
            }
            certificate(PLUMBER, Certificate.Type.CQ, qualified, c -> {});
            assertThat(said(PLUMBER)).isEqualTo(expected == null ? List.of() : List.of(expected));
        }

        @Test
        void is_under_the_section_of_what_came_too_soon() {
            agreement(PLUMBER, r -> r.registeredOn = LocalDate.parse("2016-01-02"));
            certificate(PLUMBER, Certificate.Type.CA, "2016-01-01", c -> {});
            certificate(PLUMBER, Certificate.Type.CQ, "2015-12-31", c -> {});
            assertThat(book.judge(
                            new PersonFacts(Set.of("12345678"), Map.of(), agreements, certificates),
                            new TradeCode(PLUMBER)))
                    .extracting(finding -> finding.citation().section())
                    .containsExactly("s. 14 (1)", "s. 16 (1)");
        }

        @Test
        void goes_by_the_first_of_each() {
            agreement(PLUMBER, r -> r.registeredOn = LocalDate.parse("2017-01-01"));
            agreement(PLUMBER, r -> r.registeredOn = LocalDate.parse("2016-01-01"));
            certificate(PLUMBER, Certificate.Type.CA, "2016-06-01", c -> {});
            certificate(PLUMBER, Certificate.Type.CA, "2015-06-01", c -> {});
            assertThat(said(PLUMBER)).containsExactly("X-02 HOLD issuedOn: 2015-06-01 < 2016-01-01");
        }

        @Test
        void goes_by_the_first_document_of_a_chain() {
            certificate(PLUMBER, Certificate.Type.CA, "2015-06-01", c -> {});
            later("2015-01-01");
            assertThat(said(PLUMBER)).isEmpty();
            agreements.clear();
            later("2015-06-02");
            assertThat(said(PLUMBER)).containsExactly("X-02 HOLD issuedOn: 2015-06-01 < 2015-06-02");
        }

        @Test
        void is_not_asked_when_a_later_agreement_does_not_tell_the_first_day() {
            certificate(PLUMBER, Certificate.Type.CA, "2015-06-01", c -> {});
            agreement(PLUMBER, r -> r.registeredOn = LocalDate.parse("2016-01-01"));
            later(null);
            assertThat(said(PLUMBER)).isEmpty();
        }

        @Test
        void is_asked_of_a_trade_under_its_present_and_its_former_code() {
            agreement("268A", r -> r.registeredOn = LocalDate.parse("2016-01-02"));
            certificate("268R", Certificate.Type.CA, "2016-01-01", c -> {});
            assertThat(said("268R")).containsExactly("X-02 HOLD issuedOn: 2016-01-01 < 2016-01-02");
            assertThat(said("268A")).isEqualTo(said("268R"));
        }

        @Test
        void is_asked_of_a_qualification_under_the_former_code() {
            certificate("268R", Certificate.Type.CA, "2013-04-05", c -> {});
            certificate("268A", Certificate.Type.CQ, "2012-03-02", c -> {});
            assertThat(said("268A")).containsExactly("X-02 HOLD issuedOn: 2012-03-02 < 2013-04-05");
            assertThat(said("268R")).isEqualTo(said("268A"));
        }

        @Test
        void is_asked_trade_by_trade() {
            agreement(PLUMBER, r -> r.registeredOn = LocalDate.parse("2016-01-01"));
            certificate("307A", Certificate.Type.CA, "2010-01-01", c -> {});
            certificate("307A", Certificate.Type.CQ, "2011-01-01", c -> {});
            certificate(PLUMBER, Certificate.Type.CQ, "2017-01-01", c -> {});
            assertThat(said(PLUMBER)).isEmpty();
            assertThat(said("307A")).isEmpty();
        }

        @ParameterizedTest(name = "by {0} in {1}")
        @CsvSource({"MILITARY,ON", "OTHER_PROVINCE,ON", "APPRENTICESHIP,QC"})
        void is_not_asked_of_those_who_needed_no_apprenticeship_here(Certificate.Route route, String province) {
            certificate(PLUMBER, Certificate.Type.CA, "2016-06-01", c -> {});
            certificate(PLUMBER, Certificate.Type.CQ, "2010-01-01", c -> {
                c.route = route;
                c.issuingProvince = province;
                c.examinationPassedOn = c.issuedOn;
            });
            assertThat(said(PLUMBER)).isEmpty();
        }

        private void later(String original) {
            agreement(PLUMBER, r -> {
                r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
                r.registeredOn = LocalDate.parse("2016-06-01");
                r.originalRegisteredOn = original == null ? null : LocalDate.parse(original);
            });
        }
    }

    @Nested
    @DisplayName("PORT-13")
    class A_trade_qualifier {

        @Test
        void with_a_certificate_of_apprenticeship_in_the_trade_holds() {
            equivalent(c -> {});
            certificate(PLUMBER, Certificate.Type.CA, "2010-01-01", c -> {});
            assertThat(said(PLUMBER)).containsExactly("PORT-13 HOLD route: null");
        }

        @ParameterizedTest(name = "{0} on {1}, entitled {2}: {3}")
        @CsvSource({
            "COMPLETED,2015-01-01,,true",
            "COMPLETED,2015-01-02,,false",
            "COMPLETED,2016-01-01,2015-01-01,true",
            "COMPLETED,2014-01-01,2015-01-02,false",
            "ACTIVE,2010-01-01,2014-06-01,true",
            "ACTIVE,2010-01-01,,false",
            "CANCELLED,2014-01-01,,false",
        })
        void who_had_completed_an_apprenticeship_in_the_trade_holds(
                Registration.Status status, LocalDate on, LocalDate entitled, boolean held) {
            equivalent(c -> {});
            Consumer<Samples.ARegistration> ended = r -> {
                r.registeredOn = LocalDate.parse("2010-01-01");
                r.status = status;
                r.statusOn = on;
                r.completionRequirementsMetOn = entitled;
            };
            agreement("307A", ended);
            assertThat(said(PLUMBER)).isEmpty();
            agreement(PLUMBER, ended);
            assertThat(said(PLUMBER)).isEqualTo(held ? List.of("PORT-13 HOLD route: null") : List.of());
        }

        @Test
        void may_not_have_been_an_apprentice_under_the_code_the_trade_had_before() {
            certificate("268R", Certificate.Type.CQ, "2015-01-01", c -> c.route = Certificate.Route.TRADE_EQUIVALENCY);
            certificate("268A", Certificate.Type.CA, "2010-01-01", c -> {});
            assertThat(said("268R")).containsExactly("PORT-13 HOLD route: null");
            assertThat(said("268A")).isEqualTo(said("268R"));
        }

        @Test
        void may_not_have_been_an_apprentice_under_the_present_code_of_the_trade() {
            certificate("268A", Certificate.Type.CQ, "2015-01-01", c -> c.route = Certificate.Route.TRADE_EQUIVALENCY);
            agreement("268R", r -> {
                r.status = Registration.Status.COMPLETED;
                r.statusOn = LocalDate.parse("2014-12-31");
            });
            assertThat(said("268A")).containsExactly("PORT-13 HOLD route: null");
        }

        @Test
        void alone_or_with_other_certificates_of_qualification_is_one() {
            equivalent(c -> {});
            assertThat(said(PLUMBER)).isEmpty();
            certificate(PLUMBER, Certificate.Type.CQ, "2010-01-01", c -> {});
            assertThat(said(PLUMBER)).isEmpty();
        }

        @Test
        void may_have_been_an_apprentice_in_another_trade_or_province() {
            equivalent(c -> {});
            certificate("307A", Certificate.Type.CA, "2010-01-01", c -> {});
            certificate(PLUMBER, Certificate.Type.CA, "2010-01-01", c -> c.issuingProvince = "QC");
            assertThat(said(PLUMBER)).isEmpty();
        }

        @Test
        void is_none_by_another_province_or_route() {
            certificate(PLUMBER, Certificate.Type.CA, "2010-01-01", c -> {});
            equivalent(c -> c.issuingProvince = "QC");
            equivalent(c -> c.route = Certificate.Route.MILITARY);
            assertThat(said(PLUMBER)).isEmpty();
        }

        @Test
        void by_one_certificate_that_contradicts_itself_is_left_to_the_rule_on_that_record() {
            equivalent(c -> c.type = Certificate.Type.CA);
            equivalent(c -> {});
            assertThat(said(PLUMBER)).isEmpty();
            certificates.clear();
            equivalent(c -> c.type = Certificate.Type.CA);
            certificate(PLUMBER, Certificate.Type.CA, "2010-01-01", c -> {});
            assertThat(said(PLUMBER)).isEmpty();
        }

        private void equivalent(Consumer<Samples.ACertificate> change) {
            certificate(PLUMBER, Certificate.Type.CQ, "2015-01-01", c -> {
                c.route = Certificate.Route.TRADE_EQUIVALENCY;
                change.accept(c);
            });
        }
    }

    @Nested
    @DisplayName("R1055-16.2")
    class A_certificate_for_another_provinces_without_examination {

        private static final String NO_SEAL = "R1055-16.2 HOLD certificates: ON: N";
        private static final String SEAL_OF_ONTARIO = "R1055-16.2 INFO interprovincialSeal: ON: Y";

        @Test
        void without_the_seal_holds_beside_one_with_it_in_any_order() {
            received("2010-05-01", false);
            received("2011-05-01", true);
            assertThat(said(PLUMBER)).containsExactly(NO_SEAL);
            certificates.clear();
            received("2010-05-01", true);
            received("2011-05-01", false);
            assertThat(said(PLUMBER)).containsExactly(NO_SEAL);
        }

        @Test
        void with_the_seal_is_noted_beside_one_after_the_regulation_in_any_order() {
            received("2010-05-01", true);
            received("2013-04-08", false);
            assertThat(said(PLUMBER)).containsExactly(SEAL_OF_ONTARIO);
            certificates.clear();
            received("2013-04-08", false);
            received("2010-05-01", true);
            assertThat(said(PLUMBER)).containsExactly(SEAL_OF_ONTARIO);
        }

        @Test
        void is_satisfied_though_another_is_after_the_regulation_in_any_order() {
            Certificate inForce = received("2010-05-01", false);
            Certificate after = received("2013-04-08", false);
            certificate(PLUMBER, Certificate.Type.CA, "2005-05-01", c -> {
                c.issuingProvince = "AB";
                c.interprovincialSeal = true;
            });
            assertThat(result()).isEqualTo("satisfied");
            certificates.removeAll(List.of(inForce, after));
            certificates.addAll(List.of(after, inForce));
            assertThat(result()).isEqualTo("satisfied");
            certificates.remove(inForce);
            assertThat(result()).isEqualTo("not applicable: GATE-01");
        }

        @ParameterizedTest(name = "the other province''s issued {0}: {1}")
        @CsvSource(
                nullValues = "none",
                value = {
                    "2010-04-30,none",
                    "2010-05-01,none",
                    "2010-05-02,R1055-16.2 HOLD interprovincialSeal: AB: N",
                    "none,none",
                })
        @DisplayName("C43")
        void needs_the_seal_on_the_other_provinces_by_its_day(LocalDate issued, String expected) {
            received("2010-05-01", false);
            certificate(PLUMBER, Certificate.Type.CA, "2005-05-01", c -> {
                c.issuingProvince = "AB";
                c.issuedOn = issued;
                c.interprovincialSeal = true;
            });
            assertThat(said(PLUMBER)).isEqualTo(expected == null ? List.of() : List.of(expected));
        }

        @Test
        void issued_on_no_stated_day_cannot_be_evaluated() {
            certificate(PLUMBER, Certificate.Type.CQ, "2010-05-01", c -> {
                c.route = Certificate.Route.OTHER_PROVINCE;
                c.issuedOn = null;
            });
            assertThat(said(PLUMBER)).contains("R1055-16.2 HOLD issuedOn: null");
        }

        private Certificate received(String issued, boolean seal) {
            certificate(PLUMBER, Certificate.Type.CQ, issued, c -> {
                c.route = Certificate.Route.OTHER_PROVINCE;
                c.interprovincialSeal = seal;
            });
            return certificates.get(certificates.size() - 1);
        }

        private String result() {
            PersonFacts person = new PersonFacts(Set.of("12345678"), Map.of(), agreements, certificates);
            return RecordVectors.text(new OtherProvince(book.law()).judge(person, new TradeCode(PLUMBER)));
        }
    }

    @Nested
    @DisplayName("X-08")
    class An_identity {

        @Test
        void is_one_account_and_one_social_insurance_number() {
            assertThat(identity(Set.of(), Map.of())).isEmpty();
            assertThat(identity(Set.of("12345678"), Map.of("12345678", Set.of("a"))))
                    .isEmpty();
        }

        @Test
        void of_two_accounts_holds_and_shows_neither() {
            assertThat(identity(Set.of("12345678", "87654321"), Map.of("12345678", Set.of("a"))))
                    .containsExactly("X-08 HOLD accountNumber: null");
        }

        @Test
        void of_two_social_insurance_numbers_on_one_account_holds() {
            assertThat(identity(Set.of("12345678"), Map.of("12345678", Set.of("a", "b"))))
                    .containsExactly("X-08 HOLD sin: null");
        }

        @Test
        void of_both_is_said_twice() {
            assertThat(identity(
                            Set.of("12345678", "87654321"),
                            Map.of("12345678", Set.of("a"), "87654321", Set.of("a", "b"))))
                    .containsExactly("X-08 HOLD accountNumber: null", "X-08 HOLD sin: null");
        }

        private List<String> identity(Set<String> accounts, Map<String, Set<String>> sins) {
            return lines(book.identity(new PersonFacts(accounts, sins, List.of(), List.of())));
        }
    }

    private void completed(String trade) {
        agreement(trade, r -> r.status = Registration.Status.COMPLETED);
    }

    private void agreement(String trade, Consumer<Samples.ARegistration> change) {
        agreements.add(Samples.registration(r -> {
            r.trade = new TradeCode(trade);
            change.accept(r);
        }));
    }

    private void certified(String trade) {
        certificate(trade, Certificate.Type.CQ, "2016-06-01", c -> {});
    }

    private void certificate(
            String trade, Certificate.Type type, String issued, Consumer<Samples.ACertificate> change) {
        certificates.add(Samples.certificate(c -> {
            c.trade = new TradeCode(trade);
            c.type = type;
            c.issuedOn = LocalDate.parse(issued);
            change.accept(c);
        }));
    }

    private List<String> said(String trade) {
        return lines(book.judge(
                new PersonFacts(Set.of("12345678"), Map.of(), agreements, certificates), new TradeCode(trade)));
    }

    private static List<String> lines(List<Finding> findings) {
        return findings.stream()
                .map(finding ->
                        finding.rule() + " " + finding.outcome() + " " + finding.field() + ": " + finding.observed())
                .toList();
    }
}
