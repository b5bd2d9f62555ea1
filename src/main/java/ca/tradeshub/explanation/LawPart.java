package ca.tradeshub.explanation;

import ca.tradeshub.explanation.Explanation.Choice;
import ca.tradeshub.explanation.Explanation.LawUsed;
import ca.tradeshub.explanation.Explanation.Quote;
import ca.tradeshub.rules.Basis;
import ca.tradeshub.rules.Citation;
import ca.tradeshub.rules.Dated;
import ca.tradeshub.rules.Law;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What of the law stands behind a rule's answer. */
final class LawPart {

    private final Law law;

    LawPart(Law law) {
        this.law = law;
    }

    /** The values a rule asked for on a day, and those it rests on that have never changed. */
    List<LawUsed> used(String rule, Collection<Dated.Asked> asked) {
        Stream<LawUsed> heard = asked.stream().map(each -> onDay(law.values().get(each.id()), each.day()));
        Stream<LawUsed> standing = law.values().values().stream()
                .filter(value -> value.rules().contains(rule) && isForEver(value))
                .filter(value -> asked.stream().noneMatch(each -> each.id().equals(value.id())))
                .map(value -> used(value, null, value.first()));
        return Stream.concat(heard, standing).toList();
    }

    /** Of what a whole computation asked for, the values that a step's rule rests on. */
    List<LawUsed> ofStep(String rule, Collection<Dated.Asked> asked) {
        return used(
                rule,
                asked.stream()
                        .filter(each -> law.values().get(each.id()).rules().contains(rule))
                        .toList());
    }

    /** The readings a rule rests on. */
    List<Choice> readings(String rule) {
        return law.readings().values().stream()
                .filter(reading -> reading.rules().contains(rule))
                .map(reading -> new Choice(
                        reading.id(),
                        reading.question(),
                        reading.choice(),
                        reading.recommended(),
                        reading.alternatives()))
                .toList();
    }

    static Quote quote(Basis basis) {
        return new Quote(basis.citation().document(), basis.citation().section(), basis.phrase());
    }

    static Quote quote(Citation citation) {
        return new Quote(citation.document(), citation.section(), null);
    }

    private static boolean isForEver(Dated<?> value) {
        return value.values().size() == 1
                && value.first().from() == null
                && value.first().to() == null;
    }

    private static LawUsed onDay(Dated<List<String>> value, LocalDate day) {
        return value.entryOn(day)
                .map(entry -> used(value, day, entry))
                .orElseGet(() -> new LawUsed(value.id(), value.datedBy(), day.toString(), null, null, null, null));
    }

    private static LawUsed used(Dated<?> dated, LocalDate day, Dated.Value<?> entry) {
        return new LawUsed(
                dated.id(),
                dated.datedBy(),
                Objects.toString(day, null),
                Objects.toString(entry.from(), null),
                Objects.toString(entry.to(), null),
                entry.value() instanceof List<?> list
                        ? String.join(", ", list.stream().map(String::valueOf).toList())
                        : entry.value().toString(),
                quote(entry.basis()));
    }
}
