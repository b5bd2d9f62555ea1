// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.engine;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Citation;
import ca.tradeshub.law.Dated;
import ca.tradeshub.protection.Masking;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule's entry in the catalogue.
 *
 * @param id the rule's id, for example {@code R1055-14.2}
 * @param statement the rule in a sentence
 * @param authority what it is based on
 * @param inForce the event dates it applies to
 * @param on the kinds of record it judges, empty for a rule on claims or a gate
 * @param reads the canonical fields it reads
 * @param failures the ways it can fail, the first is its declared outcome; empty when it can only steer or compute
 */
public record Declaration(
        String id,
        Text statement,
        Authority authority,
        InForce inForce,
        List<Class<? extends CanonicalRecord>> on,
        List<String> reads,
        List<RuleFailure> failures) {

    /**
     * What a rule is based on.
     *
     * @param bases its legal basis; findings cite the first
     * @param interpretations the interpretations its results depend on, for example {@code C8}
     * @param beyondText what of the rule the cited words do not state, because it is the hub's own interpretation or
     *     addition; null when they state all of it
     */
    public record Authority(List<Basis> bases, List<String> interpretations, @Nullable Text beyondText) {

        public Authority {
            bases = List.copyOf(bases);
            interpretations = List.copyOf(interpretations);
        }
    }

    /**
     * The event dates a rule applies to.
     *
     * @param since the first, null when the source names no date
     * @param until the last, null while in force
     */
    public record InForce(@Nullable LocalDate since, @Nullable LocalDate until) {

        /** At all times. */
        static final InForce ALWAYS = new InForce(null, null);
    }

    public Declaration {
        on = List.copyOf(on);
        reads = List.copyOf(reads);
        failures = List.copyOf(failures);
    }

    /** A declaration with its id, statement in English and French, and bases. */
    public static Declaration of(String id, String en, String fr, Basis... bases) {
        return new Declaration(
                id,
                new Text(en, fr),
                new Authority(List.of(bases), List.of(), null),
                InForce.ALWAYS,
                List.of(),
                List.of(),
                List.of());
    }

    /** The same, in force for event dates in the value's span. */
    public Declaration during(Dated<?> span) {
        return during(span.first().from(), span.last().to());
    }

    /** The same, in force from one event date to another; null where it is open. */
    public Declaration during(@Nullable LocalDate first, @Nullable LocalDate last) {
        return new Declaration(id, statement, authority, new InForce(first, last), on, reads, failures);
    }

    /** The same, on these kinds of record. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of copies them and lets nothing else in
    public final Declaration on(Class<? extends CanonicalRecord>... kinds) {
        return new Declaration(id, statement, authority, inForce, List.of(kinds), reads, failures);
    }

    /** The same, reading these canonical fields. */
    public Declaration reads(String... fields) {
        return new Declaration(id, statement, authority, inForce, on, List.of(fields), failures);
    }

    /** The same, failing in these ways. */
    public Declaration failures(RuleFailure... ways) {
        return new Declaration(id, statement, authority, inForce, on, reads, List.of(ways));
    }

    /** The same, based on these interpretations. */
    public Declaration restsOn(String... interpretations) {
        return basedOn(new Authority(bases(), List.of(interpretations), beyondText()));
    }

    /** The same, based on one more interpretation. */
    public Declaration restsAlsoOn(String interpretation) {
        List<String> all = new ArrayList<>(restsOn());
        all.add(interpretation);
        return restsOn(all.toArray(String[]::new));
    }

    /** The same, with what of it is the hub's own interpretation or addition. */
    public Declaration beyondText(String en, String fr) {
        return basedOn(new Authority(bases(), restsOn(), new Text(en, fr)));
    }

    private Declaration basedOn(Authority other) {
        return new Declaration(id, statement, other, inForce, on, reads, failures);
    }

    /** Its legal basis; findings cite the first. */
    public List<Basis> bases() {
        return authority.bases();
    }

    /** The interpretations its results depend on. */
    public List<String> restsOn() {
        return authority.interpretations();
    }

    /** What of it the cited words do not state, null when they state all of it. */
    public @Nullable Text beyondText() {
        return authority.beyondText();
    }

    /** The first event date it applies to, null when the source names no date. */
    public @Nullable LocalDate since() {
        return inForce.since();
    }

    /** The last event date it applies to, null while in force. */
    public @Nullable LocalDate until() {
        return inForce.until();
    }

    /** The outcome declared for a failure; info when the rule cannot fail. */
    public Outcome outcome() {
        return failures.isEmpty() ? Outcome.INFO : failures.get(0).outcome();
    }

    /** The citation of findings, unless the failure names another. */
    public Citation citation() {
        return bases().get(0).citation();
    }

    /**
     * The findings of a result: one for each failure; one for a missing fact (a hold when the declared outcome is
     * reject or hold, a warning when the fact is optional); empty when satisfied or not applicable.
     */
    public List<Finding> findings(RuleResult result) {
        if (result instanceof RuleResult.Fails fails) {
            List<Finding> findings = new ArrayList<>(fails.occurrences().size());
            for (RuleResult.Occurrence occurrence : fails.occurrences()) {
                findings.add(finding(occurrence));
            }
            return findings;
        }
        if (result instanceof RuleResult.Unknown unknown) {
            return List.of(missing(unknown));
        }
        return List.of();
    }

    private Finding finding(RuleResult.Occurrence occurrence) {
        RuleFailure failure = occurrence.failure();
        return new Finding(
                id,
                failure.outcome(),
                false,
                occurrence.field(),
                Masking.finding(occurrence.field(), occurrence.observed()),
                failure.message().en(),
                failure.message().fr(),
                failure.citation() == null ? citation() : failure.citation());
    }

    private Finding missing(RuleResult.Unknown unknown) {
        Outcome most = unknown.optional() ? Outcome.WARN : Outcome.HOLD;
        Outcome outcome = Collections.min(List.of(most, outcome()));
        String field = unknown.field();
        return new Finding(
                id,
                outcome,
                true,
                field,
                null,
                "The rule cannot be evaluated because " + field + " is missing: " + statement.en(),
                "La règle ne peut pas être évaluée, car " + field + " manque : " + statement.fr(),
                citation());
    }
}
