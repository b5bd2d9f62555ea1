// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import ca.tradeshub.explanation.Explanation.Choice;
import ca.tradeshub.explanation.Explanation.LawUsed;
import ca.tradeshub.explanation.Explanation.Quote;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Citation;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The legal values and interpretations of a rule's result. */
final class LawPart {

    private final Law law;

    LawPart(Law law) {
        this.law = law;
    }

    /** A value as it applies on a day; the entry is null on days before the first and after the last value. */
    private record Standing(String id, Dated.@Nullable Value<List<String>> entry) {}

    /** The values a rule used on one or several days, and those it is based on that never change. */
    List<LawUsed> used(String rule, Collection<Dated.Lookup> lookups) {
        Map<Standing, TreeSet<LocalDate>> days = new LinkedHashMap<>();
        for (Dated.Lookup each : lookups) {
            Dated.@Nullable Value<List<String>> entry =
                    value(each.id()).entryOn(each.day()).orElse(null);
            days.computeIfAbsent(new Standing(each.id(), entry), key -> new TreeSet<>())
                    .add(each.day());
        }
        Stream<LawUsed> traced = days.entrySet().stream()
                .map(entry -> used(
                        value(entry.getKey().id()),
                        entry.getValue(),
                        entry.getKey().entry()));
        Stream<LawUsed> standing = law.values().values().stream()
                .filter(value -> value.rules().contains(rule) && isForEver(value))
                .filter(value -> lookups.stream().noneMatch(each -> each.id().equals(value.id())))
                .map(value -> used(value, new TreeSet<>(), value.first()));
        return Stream.concat(traced, standing).toList();
    }

    /** The values used by a whole computation on which the rule of one step is based. */
    List<LawUsed> ofStep(String rule, Collection<Dated.Lookup> lookups) {
        return used(
                rule,
                lookups.stream()
                        .filter(each -> value(each.id()).rules().contains(rule))
                        .toList());
    }

    private Dated<List<String>> value(String id) {
        return Objects.requireNonNull(law.values().get(id), () -> "The law has no value " + id);
    }

    /** The interpretations a rule is based on. */
    List<Choice> readings(String rule) {
        return law.interpretations().values().stream()
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

    private static LawUsed used(Dated<?> dated, SortedSet<LocalDate> days, Dated.@Nullable Value<?> entry) {
        return new LawUsed(
                dated.id(),
                dated.datedBy(),
                days.isEmpty() ? null : days.first().toString(),
                days.size() < 2 ? null : days.last().toString(),
                entry == null ? null : Objects.toString(entry.from(), null),
                entry == null ? null : Objects.toString(entry.to(), null),
                entry == null ? null : words(entry.value()),
                entry == null ? null : quote(entry.basis()),
                entry == null ? null : entry.beyondText());
    }

    private static String words(Object value) {
        return value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : value.toString();
    }
}
