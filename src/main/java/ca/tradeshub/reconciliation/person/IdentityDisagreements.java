// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Personal;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionEvidence;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.identity.Agreement;
import ca.tradeshub.identity.Comparison;
import ca.tradeshub.identity.Field;
import ca.tradeshub.identity.FieldEvidence;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.protection.Masking;
import ca.tradeshub.reconciliation.decision.StateReasons;
import ca.tradeshub.reconciliation.evidence.IdentityBasis;
import ca.tradeshub.reconciliation.links.CandidatePairs;
import ca.tradeshub.reconciliation.links.IdentityDivision;
import ca.tradeshub.reconciliation.links.IdentityLinks;
import ca.tradeshub.reconciliation.links.PersonRecord;
import ca.tradeshub.reconciliation.links.PersonRecords;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The exceptions that contradictions between persons open. Personal values are shown by their shape alone. */
public final class IdentityDisagreements {

    private static final Messages MESSAGES = Messages.of(IdentityDisagreements.class);

    private IdentityDisagreements() {}

    /**
     * One side of a comparison.
     *
     * @param record a record that states it
     * @param key the key of the record, as a reader finds it
     * @param evidence what it states of the person
     */
    public record Side(StandingRecord<?> record, String key, PersonEvidence evidence) {

        static Side of(PersonRecord record) {
            return new Side(record.record(), record.record().content().recordKey(), record.evidence());
        }
    }

    /**
     * Records that an identifier joins describe two persons.
     *
     * @param rule the finding of the rule that requires one account number, when it is about that; else null
     */
    static Disagreement clash(IdentityDivision.Contradiction contradiction, @Nullable Finding rule) {
        return disagreement(
                ExceptionType.IDENTITY_CLASH,
                MESSAGES.text("clash", fields(contradiction.comparison())),
                Side.of(contradiction.left()),
                Side.of(contradiction.right()),
                contradiction.comparison(),
                contradiction.basis(),
                rule);
    }

    /** Two persons may be one, and the records alone do not decide it. */
    static Disagreement doubt(IdentityLinks.Pair pair) {
        return disagreement(
                ExceptionType.IDENTITY_AMBIGUOUS,
                MESSAGES.text(pair.isAbove() ? "ambiguous" : "review"),
                Side.of(pair.left()),
                Side.of(pair.right()),
                pair.comparison(),
                pair.basis(),
                null);
    }

    /** A person who was kept apart has no identifier of its own. */
    static Disagreement unnamed(PersonRecords person, IdentityBasis basis) {
        return ofAll(ExceptionType.IDENTITY_CLASH, person, MESSAGES.text("unnamed"), basis);
    }

    /** A person without account number agrees with more others than can be settled pair by pair. */
    static Disagreement crowded(PersonRecords person, IdentityBasis basis) {
        return ofAll(ExceptionType.IDENTITY_AMBIGUOUS, person, MESSAGES.text("crowded", CandidatePairs.MOST), basis);
    }

    /**
     * Identifiers join records of so many persons, or so many different statements of one, that deciding about pairs of
     * them leads nowhere.
     *
     * @param contradictions those that were found, and how many pairs were not compared
     */
    static Disagreement many(
            PersonRecords together, IdentityDivision.Contradictions contradictions, IdentityBasis basis) {
        int records = together.records().size();
        Text text = contradictions.found().size() < IdentityDivision.MOST
                ? MESSAGES.text("clash-of-statements", records, IdentityDivision.MOST_STATEMENTS)
                : MESSAGES.text("clash-of-many", records, contradictions.notCompared(), IdentityDivision.MOST);
        return ofAll(ExceptionType.IDENTITY_CLASH, together, text, basis);
    }

    /** A disagreement with one side, the first record: nothing is left to compare. */
    private static Disagreement ofAll(ExceptionType type, PersonRecords records, Text text, IdentityBasis basis) {
        PersonRecord first = records.records().get(0);
        Side side = Side.of(first);
        Finding finding = StateReasons.agreed(type.name(), Outcome.HOLD, text, side.key());
        return new Disagreement(type, finding, null)
                .withBasis(basis.of(first.key(), first.evidence()))
                .withSides(List.of(side(side, side.key())))
                .concerning(records.addresses().toList());
    }

    /** A pay line names another person than the registration of its agreement. */
    public static Disagreement ofPay(Side employee, Side apprentice, Comparison compared, String basis) {
        return disagreement(
                ExceptionType.IDENTITY_CLASH,
                MESSAGES.text("clash-of-pay", fields(compared)),
                employee,
                apprentice,
                compared,
                basis,
                null);
    }

    /** A pay line states the social insurance number of a person who is not the apprentice of its agreement. */
    public static Disagreement ofPaySin(Side employee, Side registered, Comparison compared, String basis) {
        return disagreement(
                ExceptionType.IDENTITY_CLASH,
                MESSAGES.text("clash-of-pay-sin", fields(compared)),
                employee,
                registered,
                compared,
                basis,
                null);
    }

    /** An agreement names as its first document one that is of another person. */
    public static Disagreement ofOriginal(Side agreement, Side original, Comparison compared, String basis) {
        return disagreement(
                ExceptionType.IDENTITY_CLASH,
                MESSAGES.text("clash-of-original", fields(compared)),
                agreement,
                original,
                compared,
                basis,
                null);
    }

    private static Disagreement disagreement(
            ExceptionType type,
            Text text,
            Side left,
            Side right,
            Comparison compared,
            String basis,
            @Nullable Finding rule) {
        String observed = shown(left, compared);
        Finding agreed = StateReasons.agreed(type.name(), Outcome.HOLD, text, observed);
        Finding finding = rule == null
                ? agreed
                : new Finding(
                        rule.rule(),
                        rule.outcome(),
                        rule.unknown(),
                        rule.field(),
                        observed,
                        rule.message(),
                        rule.messageFr(),
                        rule.citation());
        String other = shown(right, compared);
        return new Disagreement(type, finding, other)
                .withBasis(basis)
                .withSides(List.of(side(left, observed), side(right, other)))
                .withEvidence(evidence(compared, left.evidence(), right.evidence()));
    }

    private static ExceptionSide side(Side side, String shown) {
        RecordAddress address = side.record().address();
        return new ExceptionSide(side.record().source().file(), address, shown, ExceptionSide.choiceOf(address));
    }

    /** Field by field, in bits. */
    static List<ExceptionEvidence> evidence(Comparison compared, PersonEvidence left, PersonEvidence right) {
        return compared.fields().stream()
                .filter(each -> each.agreement() != Agreement.UNKNOWN)
                .map(each -> new ExceptionEvidence(
                        each.field().name(),
                        value(each.field(), left),
                        value(each.field(), right),
                        ExceptionEvidence.Agreement.valueOf(each.agreement().name()),
                        each.bits()))
                .toList();
    }

    /** The names of the fields that differ. */
    private static Text fields(Comparison compared) {
        List<Text> differing = compared.fields().stream()
                .filter(each -> each.agreement() == Agreement.DIFFERS)
                .map(each -> MESSAGES.text(name(each.field())))
                .toList();
        return differing.isEmpty() ? MESSAGES.text("field.all") : Text.joined(", ", differing);
    }

    private static String name(Field field) {
        return "field." + field.name().toLowerCase(Locale.ROOT);
    }

    /** One side: its key and the shapes of what differs. */
    private static String shown(Side side, Comparison compared) {
        String values = compared.fields().stream()
                .filter(each -> each.agreement() == Agreement.DIFFERS)
                .map(FieldEvidence::field)
                .map(field -> value(field, side.evidence()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return values.isEmpty() ? side.key() : side.key() + ": " + values;
    }

    /** The shape of a value, null when it is not stated or never shown. */
    static @Nullable String value(Field field, PersonEvidence evidence) {
        Object value =
                switch (field) {
                    case CLIENT_ID -> tail(evidence.numbers().clientId());
                    case ACCOUNT_NUMBER -> tail(evidence.numbers().accountNumber());
                    case SIN -> evidence.numbers().sinHash() == null ? null : "***-***-***";
                    case FAMILY_NAME -> shape(evidence.familyName());
                    case GIVEN_NAMES -> shape(evidence.givenNames());
                    case BIRTH_DATE -> shape(Objects.toString(evidence.birthDate(), null));
                    case POSTAL_CODE -> shape(evidence.residence().postalCode());
                    case TRADE ->
                        evidence.trades().stream()
                                .map(TradeCode::value)
                                .map(code -> String.valueOf(Masking.finding("trade", code)))
                                .sorted()
                                .collect(Collectors.joining(", "));
                    case PROVINCE -> null;
                };
        return Objects.toString(value, null);
    }

    private static @Nullable String shape(@Nullable String value) {
        return value == null ? null : Personal.shape(value);
    }

    private static @Nullable String tail(@Nullable String value) {
        return value == null ? null : Personal.tail(value);
    }
}
