// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.explanation.Explanation.FactUsed;
import ca.tradeshub.explanation.StoredRecords.Stored;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.claim.ClaimEvidence;
import ca.tradeshub.rules.attc.ClaimFacts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The facts of a claim by their fields: of its registration, its employer's year, what is claimed, and its pay lines. */
final class ClaimFields {

    private static final int SHOWN = 3;
    private static final String CERTIFICATES = "certificates";
    /** Fields of pay lines that are added up. */
    private static final Set<String> SUMS = Set.of("grossWages", "taxableBenefits", "agencyFees", "assistanceAmount");

    private final List<Map<String, String>> lines;
    private final Map<String, String> registration;
    private final Map<String, String> employer;
    private final @Nullable String claimed;
    private final ClaimEvidence.Standing standing;
    private final @Nullable String control;

    ClaimFields(ClaimEvidence.Standing standing, Map<RecordAddress, Stored> evidence) {
        ClaimFacts facts = standing.facts();
        this.standing = standing;
        this.lines = facts.lines().stream().map(line -> Fields.of(line.line())).toList();
        this.registration = Fields.of(facts.registration());
        this.employer = Fields.of(facts.employerYear());
        this.claimed =
                facts.claimed() == null ? null : facts.claimed().claimed().toString();
        this.control = standing.lines().stream()
                .map(evidence::get)
                .filter(Objects::nonNull)
                .filter(line -> facts.employerYear().equals(line.facts().employerYear()))
                .reduce((older, newer) -> newer)
                .map(line -> Refs.control(line.address()))
                .orElse(null);
    }

    /** The facts of the claim that a rule reads; the value of one is null when nothing states it. */
    List<FactUsed> of(List<String> read) {
        return read.stream().flatMap(field -> from(field).stream()).toList();
    }

    /** A field's facts: those of certificates and of the original document have sources of their own. */
    private List<FactUsed> from(String field) {
        if (field.equals(CERTIFICATES)) {
            List<Certificate> certificates = standing.facts().context().certificates();
            return certificates.isEmpty()
                    ? List.of(new FactUsed(field, null, null))
                    : certificates.stream()
                            .map(each -> new FactUsed(field, each.type() + " " + each.issuedOn(), each.recordKey()))
                            .toList();
        }
        Registration original = standing.facts().original();
        RecordAddress place = standing.original();
        if (field.equals("originalRegisteredOn")
                && registration.get(field) == null
                && original != null
                && place != null) {
            return List.of(new FactUsed(field, original.registeredOn().toString(), Refs.of(place)));
        }
        return List.of(of(field));
    }

    private FactUsed of(String field) {
        if (field.equals("claimed")) {
            return new FactUsed(field, claimed, control);
        }
        if (isOf(EmployerYear.class, employer, field)) {
            return new FactUsed(field, employer.get(field), control);
        }
        if (isOf(Registration.class, registration, field)) {
            return new FactUsed(field, registration.get(field), Refs.of(standing.registration()));
        }
        return ofLines(field);
    }

    /** A field that several have is that of the one that states it. */
    private static boolean isOf(Class<?> kind, Map<String, String> stated, String field) {
        return stated.containsKey(field) || Fields.isIn(kind, field) && !Fields.isIn(PayLine.class, field);
    }

    private FactUsed ofLines(String field) {
        List<String> stated = lines.stream()
                .map(line -> line.get(field))
                .filter(Objects::nonNull)
                .toList();
        List<String> values = stated.stream().distinct().toList();
        String ref = lines.size() == 1 ? Refs.of(standing.lines().get(0)) : "lines";
        if (values.isEmpty()) {
            return new FactUsed(field, null, ref);
        }
        // An amount that looks like a number of a person is masked, and has no sum that may be shown.
        Optional<String> masked =
                values.stream().filter(value -> value.indexOf('*') >= 0).findFirst();
        if (SUMS.contains(field) && masked.isEmpty()) {
            return new FactUsed(
                    field,
                    stated.stream()
                            .map(Money::of)
                            .reduce(Money.ZERO, Money::plus)
                            .toString(),
                    ref);
        }
        if (SUMS.contains(field)) {
            return new FactUsed(field, masked.orElseThrow(), ref);
        }
        String shown = String.join(", ", values.subList(0, Math.min(SHOWN, values.size())));
        return new FactUsed(field, values.size() > SHOWN ? shown + ", … (" + values.size() + ")" : shown, ref);
    }
}
