// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.ExceptionSide;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.action.ExceptionActions;
import ca.tradeshub.exceptions.action.ResolutionOptions;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.rules.Samples;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every resolution that each kind of exception offers: what the preview announces is what happens, and an undo returns to
 * what a hub has in which nobody decided, but for messages that were sent.
 */
class EveryResolutionTest {

    private static final String CLAIM = "123026635RP0001/TA-2016-000001/2016-12-31";
    private static final String PERSON = "12345678/306A";

    private static final String RECORDS =
            "select file_id || ':' || line as record, feed, state, in_force, coalesce(amount, 0) as amount from record_status";

    private static final String MESSAGES =
            """
            select m.id, m.queue, m.record_key, m.kind, cast(m.body::json #>> '{computation,credit}' as numeric) as credit,
                   (select cast(b.body::json #>> '{computation,credit}' as numeric) from message b
                     where b.message_id = m.body::json ->> 'supersedes') as before
              from message m where m.id > :after order by m.id
            """;

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
            Map.entry("VALUE_MISMATCH of original dates", steps -> {
                steps.registrations(agreement(r -> {
                    r.agreementNumber = "TA-0";
                    r.registeredOn = LocalDate.of(2015, 5, 1);
                    r.statusOn = r.registeredOn;
                }));
                steps.registrations(agreement(r -> {
                    r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
                    r.originalAgreementNumber = "TA-0";
                    r.originalRegisteredOn = LocalDate.of(2015, 6, 1);
                }));
                steps.payroll(employer("500000.00"), List.of(), List.of(line("L-1", "650.00")));
            }),
            Map.entry("VALUE_MISMATCH of trades", steps -> {
                steps.registrations(agreement(r -> {}));
                steps.payroll(employer("500000.00"), List.of(), List.of(Samples.payLine(line -> {
                    line.trade = new TradeCode("442A");
                })));
            }),
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
            })));

    private static Registration agreement(Consumer<Samples.ARegistration> change) {
        return Samples.registration(change);
    }

    private static Person person(String client, String account, String family, String given, LocalDate born) {
        return new Person(client, account, null, family, given, null, born, "M5V2T6", "en");
    }

    private static PayLine line(String id, String wages) {
        return Samples.payLine(line -> {
            line.lineId = id;
            line.grossWages = Money.of(wages);
            line.employeeTotalWages = Money.of(wages);
        });
    }

    /** A record's state; {@code inForce} when the message in force is based on it. */
    private record Status(String feed, RecordState state, boolean inForce, BigDecimal amount) {}

    private static Map<String, Status> records(ResolutionSteps steps) {
        Map<String, Status> records = new TreeMap<>();
        steps.hub().jdbc().sql(RECORDS).query(row -> {
            records.put(
                    row.getString("record"),
                    new Status(
                            row.getString("feed"),
                            RecordState.valueOf(row.getString("state")),
                            row.getBoolean("in_force"),
                            row.getBigDecimal("amount")));
        });
        return records;
    }

    private static List<ResolutionEffects.Records> changes(Map<String, Status> before, Map<String, Status> after) {
        Map<RecordState, List<Status>> byState = new EnumMap<>(RecordState.class);
        after.forEach((record, status) -> {
            if (before.get(record).state() != status.state()) {
                byState.computeIfAbsent(status.state(), state -> new ArrayList<>())
                        .add(status);
            }
        });
        return byState.entrySet().stream()
                .map(each -> new ResolutionEffects.Records(
                        each.getKey(),
                        each.getValue().size(),
                        each.getValue().stream()
                                .filter(status -> status.feed().equals(String.valueOf(Feed.PAYROLL.letter())))
                                .map(Status::amount)
                                .reduce(BigDecimal::add)
                                .orElse(null)))
                .toList();
    }

    private static List<ResolutionEffects.Message> messagesAfter(ResolutionSteps steps, long after) {
        return steps.hub()
                .jdbc()
                .sql(MESSAGES)
                .param("after", after)
                .query((row, number) -> new ResolutionEffects.Message(
                        row.getString("queue"),
                        row.getString("record_key"),
                        row.getString("kind"),
                        row.getBigDecimal("before"),
                        row.getBigDecimal("credit")))
                .list();
    }

    private static long lastMessage(ResolutionSteps steps) {
        return steps.hub()
                .jdbc()
                .sql("select coalesce(max(id), 0) from message")
                .query(Long.class)
                .single();
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
        Map<String, Status> undecided = records(steps);
        List<String> openBefore = open(steps);
        long lastBefore = lastMessage(steps);
        ExceptionCase exception = steps.first();
        ResolutionEffects.Preview preview = steps.preview(choice.kind(), choice.chosen());
        assertThat(records(steps)).as("a preview changes nothing").isEqualTo(undecided);
        assertThat(preview.problem()).isNull();

        long resolution = decide(steps, choice);

        assertThat(messagesAfter(steps, lastBefore))
                .as("messages")
                .containsExactlyInAnyOrderElementsOf(preview.messages());
        assertThat(changes(undecided, records(steps))).as("records").isEqualTo(preview.records());
        steps.decide();

        steps.undo(resolution);

        boolean isReplaced = isReplaced(exception, preview.messages());
        assertThat(open(steps)).as("open exceptions").isEqualTo(isReplaced ? List.of() : openBefore);
        records(steps).forEach((record, status) -> {
            boolean staysSent = status.state() == RecordState.DELIVERED && (isReplaced || status.inForce());
            if (!staysSent) {
                assertThat(status.state())
                        .as("record %s", record)
                        .isEqualTo(undecided.get(record).state());
            }
        });
    }

    /** Whether the decision sent what replaces a refused message for good: a withdrawal does not replace a content. */
    private static boolean isReplaced(ExceptionCase exception, List<ResolutionEffects.Message> sent) {
        return exception.type() == ExceptionCases.Type.CONSUMER_REFUSED
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
