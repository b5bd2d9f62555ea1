// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.disagreement;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.rules.engine.Finding;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One reason why a person must decide.
 *
 * @param type the type of exception
 * @param finding the finding on each record concerned: a sentence without personal data, and the value of one side,
 *     masked where personal; its rule is the type when no rule holds
 * @param right the value of the other side, null when that side has no value
 * @param basis what a resolution applies to, null for the digest of what the disagreement states
 * @param sides the values in disagreement; those of the finding and {@code right} when they are not given
 * @param amount what is at stake, null for the gross wages of the pay lines concerned
 * @param evidence the fields of the comparison it is based on
 * @param records the records that it concerns of those that are held; empty when it concerns all of them
 */
public record Disagreement(
        ExceptionType type,
        Finding finding,
        @Nullable String right,
        @Nullable String basis,
        List<ExceptionSide> sides,
        @Nullable AmountAtStake amount,
        List<ExceptionEvidence> evidence,
        List<RecordAddress> records) {

    public Disagreement {
        sides = sides.isEmpty() ? twoSides(finding.observed(), right) : List.copyOf(sides);
        evidence = List.copyOf(evidence);
        records = List.copyOf(records);
    }

    /** A disagreement with nothing more to say than its finding and the other value. */
    public Disagreement(ExceptionType type, Finding finding, @Nullable String right) {
        this(type, finding, right, null, List.of(), null, List.of(), List.of());
    }

    /** The same with a basis of its own. */
    public Disagreement withBasis(String own) {
        return new Disagreement(type, finding, right, own, sides, amount, evidence, records);
    }

    /** The same with these sides. */
    public Disagreement withSides(List<ExceptionSide> known) {
        return new Disagreement(type, finding, right, basis, known, amount, evidence, records);
    }

    /** The same with an amount at stake. */
    public Disagreement withAmount(@Nullable AmountAtStake known) {
        return new Disagreement(type, finding, right, basis, sides, known, evidence, records);
    }

    /** The same with the fields of the comparison it is based on. */
    public Disagreement withEvidence(List<ExceptionEvidence> fields) {
        return new Disagreement(type, finding, right, basis, sides, amount, fields, records);
    }

    /** The same about some of the records that are held. */
    public Disagreement concerning(List<RecordAddress> some) {
        return new Disagreement(type, finding, right, basis, sides, amount, evidence, some);
    }

    private static List<ExceptionSide> twoSides(@Nullable String left, @Nullable String right) {
        return Stream.of(
                        new ExceptionSide(null, null, left, ExceptionSide.LEFT),
                        new ExceptionSide(null, null, right, ExceptionSide.RIGHT))
                .filter(side -> side.value() != null)
                .toList();
    }

    /** The rule that holds, null when no rule does. */
    public @Nullable String rule() {
        return finding.rule().equals(type.name()) ? null : finding.rule();
    }

    /** The sentence. */
    public Text detail() {
        return new Text(finding.message(), finding.messageFr());
    }

    /** The value of one side, null when that side has no value. */
    public @Nullable String left() {
        return finding.observed();
    }
}
