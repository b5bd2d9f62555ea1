// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import ca.tradeshub.canonical.Personal;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.explanation.background.Background;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reasons for the state of a record or the content of a message. Dates, amounts and instants are text as the hub's
 * other interfaces write them; personal identifiers are shown by their form only.
 *
 * @param id the id that was requested: {@code <file>:<line>} or a message id
 * @param kind {@code record} or {@code message}
 * @param summary what it is, its state, since when and why, and what happens next
 * @param about the record's key
 * @param version the rule set of the evaluation or message, and the current one
 * @param evidence every record and control file the explanation draws on
 * @param sent the message as it was made, null for a record
 * @param records the records judged, each by every rule on its kind
 * @param claim the claim of the tax credit, null when it is about none
 * @param messages the messages based on a record, oldest first; empty for a message
 * @param background what persons decided, what disagrees, and why records are of one person
 */
public record Explanation(
        String id,
        String kind,
        Text summary,
        String about,
        Version version,
        List<Evidence> evidence,
        @Nullable Sent sent,
        List<JudgedRecord> records,
        @Nullable Claim claim,
        List<MessageLink> messages,
        Background background) {

    /** The name for readers: the file name and line of a record, the id of a message. */
    public String name() {
        return evidence.stream()
                .filter(place -> place.ref().equals(id))
                .findFirst()
                .map(place -> place.file() + ":" + place.line())
                .orElse(id);
    }

    /**
     * The version of the rules.
     *
     * @param under the rule-set version of the evaluation or message, null when the record was not evaluated
     * @param now the rule-set version of the results below
     * @param same whether the two are equal
     */
    public record Version(@Nullable String under, String now, boolean same) {}

    /**
     * A place that facts come from.
     *
     * @param ref how the explanation refers to it: {@code <file>:<line>}, or {@code <file>:control}
     * @param feed the feed
     * @param file the file's name without {@code .gz} and {@code .pgp}
     * @param sha256 digest of the decrypted, decompressed file, null when it could not be computed
     * @param line the line, null for a control file
     * @param offset the line's first byte, null for a control file
     * @param length the line's length in bytes, null for a control file
     * @param recordKey the record's key, null when it has none
     * @param state the record's state, null for a control file
     * @param rule the rule that decided the state, null when none
     */
    public record Evidence(
            String ref,
            String feed,
            String file,
            @Nullable String sha256,
            @Nullable Integer line,
            @Nullable Long offset,
            @Nullable Integer length,
            @Nullable String recordKey,
            @Nullable String state,
            @Nullable String rule) {

        /** A whole file, without a record of it. */
        static Evidence ofFile(String ref, String feed, String file, String sha256) {
            return new Evidence(ref, feed, file, sha256, null, null, null, null, null, null);
        }
    }

    /**
     * A message as it was composed; nothing in it is recalculated.
     *
     * @param last whether no later message of its key has replaced it
     */
    public record Sent(
            String messageId,
            String queue,
            String contract,
            String kind,
            String recordKey,
            int version,
            @Nullable String supersedes,
            String decidedAt,
            @Nullable String sentAt,
            @Nullable String acknowledgement,
            boolean last,
            @Nullable String verdict,
            @Nullable String decidingRule,
            List<Figure> figures,
            List<SentStep> steps,
            List<SentFinding> findings,
            List<SentExclusion> excluded) {}

    /**
     * A figure of a message by its field's name.
     *
     * @param value the value, null when it has no value
     * @param masked whether the value is masked: its shape, not what was sent
     */
    public record Figure(String name, @Nullable String value, boolean masked) {

        /** A figure that is shown as it is. */
        Figure(String name, @Nullable String value) {
            this(name, value, false);
        }
    }

    /** A step of the computation as it was sent. */
    public record SentStep(@Nullable String rule, @Nullable String formula, @Nullable String result, Quote law) {}

    /** A finding as it was sent. */
    public record SentFinding(
            @Nullable String rule,
            @Nullable String outcome,
            @Nullable String message,
            @Nullable String field,
            Quote law) {}

    /** What was left out of the expenditure, as it was sent. */
    public record SentExclusion(@Nullable String file, int line, @Nullable String amount, @Nullable String rule) {}

    /**
     * A record and the current result of every rule for its kind.
     *
     * @param ref its evidence
     * @param verdict {@code good}, {@code held} or {@code rejected}: the outcome of the results alone
     * @param rule the rule that decides the verdict, null for good
     * @param differs whether the evaluation at receipt, under the rule set of that time, had another outcome
     * @param found the findings of the mapping or of a check across lines; empty otherwise
     * @param answers the result of every rule for its kind
     */
    public record JudgedRecord(
            String ref,
            String verdict,
            @Nullable String rule,
            boolean differs,
            List<Said> found,
            List<RuleAnswer> answers) {}

    /**
     * A rule and its result.
     *
     * @param answer {@code satisfied}, {@code fails}, {@code noted} (it only informs, as an exemption does),
     *     {@code unknown} or {@code not applicable}
     * @param because what a satisfied rule determined, the gate or fact that excludes the rule, or the fact that is
     *     missing; null otherwise
     * @param said its findings; empty when satisfied or not applicable
     * @param citations the legal basis of the rule, with the words it quotes
     * @param since first event date it applies to, null when the source names none
     * @param until last event date it applies to, null while in force
     * @param facts the facts it reads
     * @param law the legal values it used, as they applied on the day of use
     * @param readings the interpretations it is based on, each with its choice
     * @param beyondText what of the rule its citations do not state, null when they state all of it
     */
    public record RuleAnswer(
            String rule,
            Text statement,
            String answer,
            @Nullable Text because,
            List<Said> said,
            List<Quote> citations,
            @Nullable String since,
            @Nullable String until,
            List<FactUsed> facts,
            List<LawUsed> law,
            List<Choice> readings,
            @Nullable Text beyondText) {}

    /** A finding of a rule on a record. */
    public record Said(
            String rule,
            String outcome,
            Text message,
            @Nullable String field,
            @Nullable String observed,
            String citation) {}

    /** A citation; the phrase is null when the project does not contain the text of the source. */
    public record Quote(@Nullable String document, @Nullable String section, @Nullable String phrase) {}

    /**
     * A fact.
     *
     * @param field the field
     * @param value its value, null when the record leaves it empty
     * @param ref the evidence it comes from
     * @param masked whether the value is masked: its shape, not what the record holds
     */
    public record FactUsed(String field, @Nullable String value, @Nullable String ref, boolean masked) {

        /** A fact, whose value is masked when its field identifies a person or the value was not what its field is for. */
        FactUsed(String field, @Nullable String value, @Nullable String ref) {
            this(field, value, ref, value != null && (Personal.isNamedBy(field) || value.contains("**")));
        }
    }

    /**
     * A legal value as it applied on a day, or on each of several days.
     *
     * @param datedBy which date picks the value, in words
     * @param day the first day of use, null when the value never changes
     * @param lastDay the last day of use, null when it is the first
     * @param from first day it applies, null when the source names no day
     * @param to last day it applies, null while in force
     * @param value the value, null when no value applies on the day
     * @param law its citation, null when no value applies
     * @param beyondText what of the value or its days the citation does not state, null when it states all of it
     */
    public record LawUsed(
            String id,
            String datedBy,
            @Nullable String day,
            @Nullable String lastDay,
            @Nullable String from,
            @Nullable String to,
            @Nullable String value,
            @Nullable Quote law,
            @Nullable Text beyondText) {

        /** The days as text, null when the value never changes. */
        public @Nullable String days() {
            return lastDay == null ? day : day + " … " + lastDay;
        }
    }

    /** An interpretation of an unclear text: the choice in effect, the recommended choice and the alternatives. */
    public record Choice(String id, Text question, String choice, String recommended, List<String> alternatives) {}

    /**
     * A claim of the tax credit as its standing records and the rules in force now have it.
     *
     * @param key employer, agreement and end of the taxation year
     * @param summary the state of its decision, since when and why, and what happens next
     * @param decision the state of its decision: waiting, held, sent, withdrawn, out of scope; null before the first
     * @param decidedBy the rule or code of that state, null when none
     * @param verdict {@code SUPPORTED}, {@code NOT_SUPPORTED} or {@code HELD}; null while it cannot be computed
     * @param notCalculated why it cannot be computed now, null when it can
     * @param answers the result of every rule on claims
     * @param figures the figures
     * @param steps how they came about
     * @param lines the pay lines
     */
    public record Claim(
            String key,
            Text summary,
            @Nullable String decision,
            @Nullable String decidedBy,
            @Nullable String verdict,
            @Nullable Text notCalculated,
            List<RuleAnswer> answers,
            List<Figure> figures,
            List<Step> steps,
            List<ClaimLine> lines) {}

    /** A step of the computation with its facts and legal basis. */
    public record Step(
            String rule,
            Text formula,
            String result,
            Quote citation,
            List<FactUsed> facts,
            List<LawUsed> law,
            List<Choice> readings) {}

    /**
     * A pay line of a claim: its amount, the amount that the law excludes and the rule that excludes it (null when
     * nothing is excluded).
     */
    public record ClaimLine(
            String ref,
            @Nullable String from,
            @Nullable String to,
            String amount,
            @Nullable String leftOut,
            @Nullable String rule) {}

    /** A message based on a record. */
    public record MessageLink(
            String messageId,
            String queue,
            String recordKey,
            String kind,
            int version,
            String decidedAt,
            String rules) {}
}
