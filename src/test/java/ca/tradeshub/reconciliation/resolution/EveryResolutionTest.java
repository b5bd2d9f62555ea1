// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.action.ExceptionActions;
import ca.tradeshub.exceptions.action.ResolutionOptions;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.testing.LedgerChanges;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every resolution that each kind of exception offers: what the preview announces is what happens, and an undo returns to
 * what a hub has in which nobody decided, but for messages that were sent.
 */
class EveryResolutionTest {

    private static final String CLAIM = "123026635RP0001/TA-2016-000001/2016-12-31";
    private static final String PERSON = "12345678/306A";

    private static final BusinessNumber OTHER_ACCOUNT = new BusinessNumber("123026635RP0002");

    private static final String OPEN =
            "select type || ' ' || subject || ' ' || basis from exception_case where closed_at is null order by 1";

    /** What leads to each kind of exception. */
    private static final Map<String, Consumer<ResolutionSteps>> SITUATIONS = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "RULE_HOLD of a record",
                    steps -> steps.registrations(agreement(r -> {
                        r.registeredOn = LocalDate.of(2012, 3, 1);
                        r.statusOn = r.registeredOn;
                    }))),
            Map.entry(
                    "RULE_HOLD of a record that two rules hold",
                    steps -> steps.registrations(agreement(r -> {
                        r.registeredOn = LocalDate.of(2012, 3, 1);
                        r.statusOn = r.registeredOn;
                        r.person = person("7654321", "12345678", "Okafor", "Benjamin", LocalDate.of(2000, 2, 1));
                    }))),
            Map.entry("RULE_HOLD of a claim", steps -> {
                steps.registrations(agreement(r -> {}));
                steps.payroll(
                        employer("500000.00"),
                        List.of(new EmployerYear.Claim("TA-2016-000001", Money.of("5000.00"), null)),
                        List.of(line("L-1", "650.00")));
            }),
            Map.entry("VALUE_MISMATCH of employer years", steps -> {
                steps.registrations(agreement(r -> {}));
                steps.payroll(employer("500000.00"), List.of(), List.of(line("L-1", "650.00")));
                steps.payroll(employer("400000.00"), List.of(), List.of(line("L-2", "650.00")));
            }),
            Map.entry("VALUE_MISMATCH of original dates", DifferingSources::originalDates),
            Map.entry("VALUE_MISMATCH of trades", DifferingSources::trades),
            Map.entry("DUPLICATE_KEY", steps -> {
                steps.registrations(agreement(r -> {}));
                steps.payroll(employer("500000.00"), List.of(), List.of(line("L-1", "650.00"), line("L-1", "700.00")));
            }),
            Map.entry(
                    "IDENTITY_CLASH",
                    steps -> steps.registrations(agreement(r -> {}), agreement(r -> {
                        r.agreementNumber = "TA-2";
                        r.trade = new TradeCode("309A");
                        r.person = person("7654321", "12345678", "Okafor", "Benjamin", LocalDate.of(1971, 11, 21));
                    }))),
            Map.entry("IDENTITY_CLASH of a published record", steps -> {
                steps.registrations(agreement(r -> {}));
                steps.registrations(agreement(r -> {
                    r.agreementNumber = "TA-2";
                    r.trade = new TradeCode("309A");
                    r.person = person("7654321", "12345678", "Okafor", "Benjamin", LocalDate.of(1971, 11, 21));
                }));
            }),
            Map.entry("MISSING_REGISTRATION", steps -> {
                steps.payroll(employer("500000.00"), List.of(), List.of(line("L-1", "650.00")));
                steps.hub().clock().advance(Duration.ofDays(31));
                steps.hub().remindOverdue();
                steps.decide();
            }),
            Map.entry("CONSUMER_REFUSED of a claim", steps -> {
                steps.registrations(agreement(r -> {}));
                steps.payroll(employer("500000.00"), List.of(), List.of(line("L-1", "650.00")));
                steps.refuse(CLAIM);
            }),
            Map.entry("CONSUMER_REFUSED of an amended claim", steps -> {
                steps.registrations(agreement(r -> {}));
                steps.payroll(employer("500000.00"), List.of(), List.of(line("L-1", "650.00")));
                steps.payroll(employer("500000.00"), List.of(), List.of(line("L-1", "700.00")));
                steps.refuse(CLAIM);
            }),
            Map.entry("CONSUMER_REFUSED of a certification record", steps -> {
                steps.registrations(agreement(r -> {}));
                steps.refuse(PERSON);
            }),
            Map.entry("CONSUMER_REFUSED of a withdrawn claim", steps -> {
                steps.registrations(agreement(r -> {}), agreement(r -> {
                    r.agreementNumber = "TA-2";
                    r.trade = new TradeCode("309A");
                }));
                steps.payroll(employer("500000.00"), List.of(), List.of(line("L-1", "650.00")));
                steps.payroll(employer("500000.00"), List.of(), List.of(Samples.payLine(line -> {
                    line.lineId = "L-1";
                    line.agreementNumber = "TA-2";
                    line.trade = new TradeCode("309A");
                })));
                steps.refuse(CLAIM);
            }),
            Map.entry("CONSUMER_REFUSED of a withdrawn certification record", steps -> {
                steps.registrations(agreement(r -> {}));
                steps.registrations(agreement(r -> r.trade = new TradeCode("309A")));
                steps.refuse(PERSON);
            }),
            Map.entry("RULE_HOLD of the only line of a control file that differs", steps -> {
                steps.registrations(agreement(r -> {}), agreement(EveryResolutionTest::second));
                steps.payroll(employer("300000.00"), List.of(), List.of(line("L-1", "650.00")));
                steps.payroll(employer("500000.00"), List.of(), List.of(lineOfSecond(line -> {
                    line.payPeriod = new Period(LocalDate.of(2016, 12, 19), LocalDate.of(2016, 12, 25));
                    line.payDate = LocalDate.of(2017, 1, 6);
                })));
            }),
            Map.entry("VALUE_MISMATCH of employer years of two claims", steps -> {
                steps.registrations(agreement(r -> {}), agreement(EveryResolutionTest::second));
                steps.payroll(employer("300000.00"), List.of(), List.of(lineOfSecond(line -> {})));
                steps.payroll(employer("500000.00"), List.of(), List.of(line("L-1", "650.00")));
            }),
            Map.entry("VALUE_MISMATCH of two accounts of a taxpayer", steps -> {
                steps.registrations(agreement(r -> {}), agreement(EveryResolutionTest::second));
                steps.payroll(employer("300000.00"), List.of(), List.of(line("L-1", "650.00")));
                steps.payroll(
                        Samples.employerYear(e -> {
                            e.businessNumber = OTHER_ACCOUNT;
                            e.name = "Maple Electric Ltd.";
                            e.priorYearPayroll = Money.of("500000.00");
                        }),
                        List.of(),
                        List.of(lineOfSecond(line -> line.employer = OTHER_ACCOUNT)));
            }),
            Map.entry("VALUE_MISMATCH of taxation years that overlap", steps -> {
                steps.registrations(agreement(r -> {}));
                steps.payroll(employer("300000.00"), List.of(), List.of(line("L-1", "650.00")));
                Period other = new Period(LocalDate.of(2016, 7, 1), LocalDate.of(2017, 6, 30));
                steps.payroll(
                        Samples.employerYear(e -> {
                            e.businessNumber = new BusinessNumber("123026635RP0001");
                            e.taxationYear = other;
                        }),
                        List.of(),
                        List.of(Samples.payLine(line -> {
                            line.lineId = "L-2";
                            line.taxationYear = other;
                            line.payPeriod = new Period(LocalDate.of(2017, 2, 6), LocalDate.of(2017, 2, 12));
                            line.payDate = LocalDate.of(2017, 2, 12);
                        })));
            }),
            Map.entry("IDENTITY_AMBIGUOUS of an apprentice and a certificate", steps -> {
                steps.registrations(agreement(r ->
                        r.person = personAt("1234567", null, "Tremblay", "Ana", LocalDate.of(1995, 4, 8), "M5V2T6")));
                steps.payroll(
                        employer("300000.00"), List.of(), List.of(Samples.payLine(line -> line.accountNumber = null)));
                steps.certificates(Samples.certificateOfApprentice(c -> {
                    c.type = Certificate.Type.CA;
                    c.issuedOn = LocalDate.of(2016, 2, 10);
                    c.registeredOn = c.issuedOn;
                    c.programmeCompletedOn = LocalDate.of(2016, 2, 1);
                }));
            }),
            Map.entry("IDENTITY_CLASH of a pay line", steps -> {
                steps.registrations(agreement(r -> {}));
                steps.payroll(employer("300000.00"), List.of(), List.of(line("L-1", "650.00")));
                steps.payroll(employer("300000.00"), List.of(), List.of(Samples.payLine(line -> {
                    line.lineId = "L-2";
                    line.familyName = "Okafor";
                    line.givenNames = "Benjamin";
                    line.birthDate = LocalDate.of(1971, 11, 21);
                })));
            }),
            Map.entry("IDENTITY_CLASH of a person without a number", steps -> {
                steps.certificates(Samples.certificate(c -> {}), Samples.certificate(c -> {
                    c.number = "Q-2";
                    c.trade = new TradeCode("309A");
                    c.familyName = "Okafor";
                    c.givenNames = "Benjamin";
                    c.birthDate = LocalDate.of(1971, 11, 21);
                    c.postalCode = "M5V2T6";
                }));
                steps.resolve(ResolutionKind.KEEP_APART);
            }),
            Map.entry("MISSING_CERTIFICATE of a completed apprenticeship", steps -> {
                steps.registrations(agreement(r -> {
                    r.status = Registration.Status.COMPLETED;
                    r.statusOn = LocalDate.of(2019, 5, 1);
                }));
                steps.payroll(employer("300000.00"), List.of(), List.of(line("L-1", "650.00")));
                steps.hub().clock().advance(Duration.ofDays(31));
                steps.hub().remindOverdue();
                steps.decide();
            })));

    /** Another apprentice of the same employer. */
    private static void second(Samples.ARegistration of) {
        of.agreementNumber = "TA-2";
        of.person = person("7654321", "87654321", "Okafor", "Benjamin", LocalDate.of(1993, 11, 21));
    }

    private static PayLine lineOfSecond(Consumer<Samples.APayLine> change) {
        return Samples.payLine(line -> {
            line.lineId = "L-2";
            line.agreementNumber = "TA-2";
            line.accountNumber = "87654321";
            line.familyName = "Okafor";
            line.givenNames = "Benjamin";
            line.birthDate = LocalDate.of(1993, 11, 21);
            change.accept(line);
        });
    }

    private static Registration agreement(Consumer<Samples.ARegistration> change) {
        return Samples.registration(change);
    }

    private static Person person(String client, String account, String family, String given, LocalDate born) {
        return personAt(client, account, family, given, born, "M5V2T6");
    }

    private static Person personAt(
            String client, String account, String family, String given, LocalDate born, String postalCode) {
        return new Person(client, account, null, family, given, null, born, postalCode, "en");
    }

    private static PayLine line(String id, String wages) {
        return Samples.payLine(line -> {
            line.lineId = id;
            line.grossWages = Money.of(wages);
            line.employeeTotalWages = Money.of(wages);
        });
    }

    private static List<String> open(ResolutionSteps steps) {
        return steps.hub().jdbc().sql(OPEN).query(String.class).list();
    }

    private record Choice(ResolutionKind kind, String chosen) {}

    private static List<Choice> choices(ExceptionCase exception) {
        return ResolutionOptions.of(exception).stream()
                .flatMap(option -> option.choices().isEmpty()
                        ? Stream.of(new Choice(option.kind(), null))
                        : option.choices().stream()
                                .map(ExceptionSide::choice)
                                .map(chosen -> new Choice(option.kind(), chosen)))
                .toList();
    }

    @Test
    void every_type_of_exception_is_tried() {
        assertThat(SITUATIONS.keySet().stream()
                        .map(situation -> ExceptionType.valueOf(situation.split(" ")[0]))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(ExceptionType.values());
    }

    @TestFactory
    Stream<DynamicTest> does_what_its_preview_announces_and_can_be_undone() {
        return SITUATIONS.entrySet().stream().flatMap(situation -> {
            List<Choice> choices;
            try (ResolutionSteps steps = new ResolutionSteps()) {
                situation.getValue().accept(steps);
                assertThat(situation.getKey()).startsWith(steps.first().type().name());
                choices = choices(steps.first());
            }
            assertThat(choices).isNotEmpty();
            return choices.stream()
                    .map(choice -> DynamicTest.dynamicTest(
                            situation.getKey() + ", " + choice.kind() + " " + Objects.toString(choice.chosen(), ""),
                            () -> {
                                try (ResolutionSteps steps = new ResolutionSteps()) {
                                    situation.getValue().accept(steps);
                                    decideAndUndo(steps, choice);
                                }
                            }));
        });
    }

    private static void decideAndUndo(ResolutionSteps steps, Choice choice) {
        LedgerChanges changes = new LedgerChanges(steps.hub().jdbc());
        Map<String, LedgerChanges.Status> undecided = changes.before();
        List<String> openBefore = open(steps);
        ExceptionCase exception = steps.first();
        ResolutionEffects.Preview preview = steps.preview(choice.kind(), choice.chosen());
        assertThat(LedgerChanges.records(steps.hub().jdbc()))
                .as("a preview changes nothing")
                .isEqualTo(undecided);
        assertThat(preview.problem()).isNull();

        long resolution = decide(steps, choice);

        assertThat(changes.messages()).as("messages").containsExactlyInAnyOrderElementsOf(preview.messages());
        assertThat(changes.ofRecords()).as("records").isEqualTo(preview.records());
        steps.decide();

        steps.undo(resolution);

        boolean isReplaced = isReplaced(exception, preview.messages());
        assertThat(open(steps)).as("open exceptions").isEqualTo(isReplaced ? List.of() : openBefore);
        LedgerChanges.records(steps.hub().jdbc()).forEach((record, status) -> {
            boolean staysSent = status.state() == RecordState.DELIVERED && (isReplaced || status.inForce());
            boolean isWithdrawn = undecided.get(record).inForce()
                    && !status.inForce()
                    && preview.messages().stream()
                            .anyMatch(message -> message.kind().equals("WITHDRAW"));
            if (isWithdrawn) {
                assertThat(status.state())
                        .as("record %s, whose claim is held", record)
                        .isEqualTo(RecordState.HELD);
            } else if (!staysSent) {
                assertThat(status.state())
                        .as("record %s", record)
                        .isEqualTo(undecided.get(record).state());
            }
        });
    }

    /** Whether the decision sent what replaces a refused message for good: a withdrawal does not replace a content. */
    private static boolean isReplaced(ExceptionCase exception, List<ResolutionEffects.Message> sent) {
        return exception.type() == ExceptionType.CONSUMER_REFUSED
                && sent.stream()
                        .filter(message -> message.recordKey().equals(exception.stableSubject()))
                        .anyMatch(message ->
                                exception.isOfWithdrawal() || !message.kind().equals("WITHDRAW"));
    }

    /** Decides with a second person where that is needed; the broker takes no message yet. */
    private static long decide(ResolutionSteps steps, Choice choice) {
        ExceptionCase exception = steps.first();
        ExceptionActions actions = steps.hub().part(ExceptionActions.class);
        ExceptionActions.Result result = actions.resolve(
                        List.of(new ExceptionActions.Wanted(
                                exception.id(), exception.revision(), choice.kind(), choice.chosen())),
                        "Checked with the sender.",
                        "ana")
                .get(0);
        assertThat(result.problem()).isNull();
        if (result.state() == ExceptionState.AWAITING_APPROVAL) {
            assertThat(actions.approve(exception.id(), result.resolution(), exception.revision(), "ben")
                            .problem())
                    .isNull();
        }
        steps.hub().reconcile();
        return result.resolution();
    }
}
