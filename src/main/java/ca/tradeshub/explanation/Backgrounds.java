// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Personal;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.exceptions.action.ResolutionOptions;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.explanation.StoredRecords.Stored;
import ca.tradeshub.explanation.background.Background;
import ca.tradeshub.explanation.background.Background.Chosen;
import ca.tradeshub.explanation.background.Background.Compared;
import ca.tradeshub.explanation.background.Background.Disagreement;
import ca.tradeshub.explanation.background.Background.Ended;
import ca.tradeshub.explanation.background.Background.Joined;
import ca.tradeshub.explanation.background.Background.Lost;
import ca.tradeshub.explanation.background.Background.ResolutionUsed;
import ca.tradeshub.explanation.background.Background.SideValue;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.protection.Masking;
import ca.tradeshub.reconciliation.claim.ClaimEvidence;
import ca.tradeshub.reconciliation.person.IdentityEvidence;
import ca.tradeshub.reconciliation.person.identified.IdentifiedPerson;
import ca.tradeshub.reconciliation.person.identified.JoinedRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what persons decided about records and keys, what disagrees, and why records are of one person. */
@Component
class Backgrounds {

    private static final String EXCEPTIONS =
            """
            with found as (
                select id from exception_case where subject = any(:keys)
                union
                select x.exception_id
                  from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
                  join exception_record x on x.file_id = w.file_id and x.line = w.line)
            select e.id, e.closed_at is null as open, e.basis
              from found join exception_case e on e.id = found.id
             order by e.id desc
            """;

    /** How many exceptions, resolutions and comparisons of records are shown; the others are counted. */
    private static final int MOST = 60;

    private final JdbcClient jdbc;
    private final StoredRecords stored;
    private final ExceptionLookup exceptions;
    private final Resolutions resolutions;
    private final IdentityEvidence identity;
    private final ClaimEvidence claims;

    Backgrounds(
            JdbcClient jdbc,
            StoredRecords stored,
            ExceptionLookup exceptions,
            Resolutions resolutions,
            IdentityEvidence identity,
            ClaimEvidence claims) {
        this.jdbc = jdbc;
        this.stored = stored;
        this.exceptions = exceptions;
        this.resolutions = resolutions;
        this.identity = identity;
        this.claims = claims;
    }

    /**
     * What is explained.
     *
     * @param own the records that are explained; values of others stay masked when a person reveals
     * @param keys the keys of decisions
     * @param claim the key of the claim, null when it is about none
     * @param past when a message was decided that a later one has replaced; null for what is in force now
     * @param madeAt when the message was decided, null for a record
     * @param isRevealed whether a person revealed the personal values
     */
    record Subject(
            Map<RecordAddress, Stored> own,
            Collection<String> keys,
            @Nullable String claim,
            @Nullable Instant past,
            @Nullable Instant madeAt,
            boolean isRevealed) {}

    /** The background; the records it draws on are added to the evidence. */
    Background of(Subject subject, Map<RecordAddress, Stored> evidence) {
        boolean isNow = subject.past() == null && subject.claim() == null;
        IdentifiedPerson person = isNow ? person(subject) : null;
        if (person != null) {
            stored.records(person.records()).forEach(evidence::putIfAbsent);
        }
        List<JoinedRecords> joined = person != null ? person.joined() : identity.among(contents(evidence));
        List<IdentifiedPerson.Chosen> values = person != null ? person.values() : List.of();
        List<Concerned> concerned = exceptions(subject, evidence.keySet());
        List<Concerned> listed = first(concerned);
        List<ExceptionCase> found = exceptions
                .byId(listed.stream().map(Concerned::id).toList())
                .stream()
                .sorted(Comparator.comparing(ExceptionCase::id).reversed())
                .toList();
        List<Resolution> decided = resolutions(subject, concerned, joined);
        List<Resolution> used = first(decided);
        Set<String> resolved = new LinkedHashSet<>();
        decided.stream().filter(Resolution::inForce).forEach(each -> resolved.add(each.basis()));
        Place place = new Place(places(found, evidence), subject);
        return new Background(
                used.stream().map(each -> used(each, found, subject, place)).toList(),
                found.stream().map(each -> disagreement(each, place)).toList(),
                person != null || subject.past() == null,
                first(joined).stream()
                        .map(each -> joined(each, resolved, place))
                        .toList(),
                values.stream().map(each -> chosen(each, place)).toList(),
                new Background.Omitted(
                        concerned.size() - listed.size(),
                        (int) concerned.stream()
                                .skip(listed.size())
                                .filter(Concerned::isOpen)
                                .count(),
                        joined.size() - first(joined).size(),
                        decided.size() - used.size(),
                        (int) decided.stream()
                                .skip(used.size())
                                .filter(each -> isInForce(each, subject))
                                .count(),
                        person == null ? 0 : person.notCompared()));
    }

    private static Map<RecordAddress, CanonicalRecord> contents(Map<RecordAddress, Stored> evidence) {
        Map<RecordAddress, CanonicalRecord> contents = new LinkedHashMap<>();
        evidence.forEach((address, record) -> {
            if (record.content() != null) {
                contents.put(address, record.content());
            }
        });
        return contents;
    }

    /** The evidence, and the records of the sides of exceptions. */
    private Map<RecordAddress, Stored> places(List<ExceptionCase> found, Map<RecordAddress, Stored> evidence) {
        Map<RecordAddress, Stored> places = new HashMap<>(stored.records(found.stream()
                .flatMap(each -> each.sides().stream())
                .map(ExceptionSide::record)
                .filter(Objects::nonNull)
                .toList()));
        places.putAll(evidence);
        return places;
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(MOST, all.size()));
    }

    private @Nullable IdentifiedPerson person(Subject subject) {
        return subject.own().values().stream()
                .flatMap(
                        record -> Optional.ofNullable(record.content())
                                .flatMap(content -> identity.now(record.address(), content))
                                .stream())
                .findFirst()
                .orElse(null);
    }

    /** An exception on what is explained, its basis, and whether it is open or waits for approval. */
    private record Concerned(long id, boolean isOpen, String basis) {}

    private List<Concerned> exceptions(Subject subject, Set<RecordAddress> records) {
        Set<RecordAddress> places = subject.claim() == null ? subject.own().keySet() : records;
        return jdbc.sql(EXCEPTIONS)
                .param("keys", subject.keys().toArray(String[]::new))
                .params(RecordAddress.columns(places))
                .query((row, number) ->
                        new Concerned(row.getLong("id"), row.getBoolean("open"), row.getString("basis")))
                .list();
    }

    /** All resolutions, also those on exceptions that are not listed: those in force first, of each the newest first. */
    private List<Resolution> resolutions(Subject subject, List<Concerned> concerned, List<JoinedRecords> joined) {
        Set<String> bases = new LinkedHashSet<>();
        concerned.forEach(each -> bases.add(each.basis()));
        joined.forEach(each -> bases.add(each.basis()));
        Map<Long, Resolution> decided = new TreeMap<>();
        resolutions.on(bases).forEach(each -> decided.put(each.id(), each));
        if (subject.claim() != null && subject.past() == null) {
            claims.resolutions(subject.claim()).forEach(each -> decided.put(each.id(), each));
        }
        return decided.values().stream()
                .sorted(Comparator.comparing((Resolution each) -> !isInForce(each, subject))
                        .thenComparing(Comparator.comparing(Resolution::id).reversed()))
                .toList();
    }

    private static boolean isInForce(Resolution resolution, Subject subject) {
        return subject.madeAt() == null ? resolution.inForce() : resolution.inForceAt(subject.madeAt());
    }

    private static ResolutionUsed used(Resolution resolution, List<ExceptionCase> found, Subject subject, Place place) {
        ResolutionUsed.State state = isInForce(resolution, subject)
                ? ResolutionUsed.State.IN_FORCE
                : resolution.undoneAt() == null ? ResolutionUsed.State.WAITING : ResolutionUsed.State.ENDED;
        return new ResolutionUsed(
                resolution.id(),
                resolution.exceptionId(),
                ResolutionOptions.label(resolution.kind()),
                resolution.kind().name(),
                chosen(resolution, found, place),
                String.valueOf(Masking.freeText(resolution.reason())),
                resolution.author(),
                resolution.decidedAt().toString(),
                resolution.approver(),
                Objects.toString(resolution.approvedAt(), null),
                state,
                resolution.undoneAt() == null
                        ? null
                        : new Ended(
                                String.valueOf(resolution.undoneBy()),
                                resolution.undoneAt().toString(),
                                String.valueOf(Masking.freeText(resolution.undoReason()))));
    }

    private static @Nullable String chosen(Resolution resolution, List<ExceptionCase> found, Place place) {
        if (resolution.chosen() == null) {
            return null;
        }
        return found.stream()
                .filter(each -> each.basis().equals(resolution.basis()))
                .flatMap(each -> each.sides().stream())
                .filter(side -> side.choice().equals(resolution.chosen()))
                .findFirst()
                .map(side -> shown(side, place))
                .orElse(resolution.chosen());
    }

    /** The value with its place; of a record that was chosen as a whole its place. */
    private static String shown(ExceptionSide side, Place place) {
        String at = side.record() == null ? null : place.of(side.record());
        String value = side.value() == null || side.value().equals(side.choice()) ? null : side.value();
        if (value == null) {
            return at == null ? side.choice() : at;
        }
        return at == null ? value : value + " (" + at + ")";
    }

    private static Disagreement disagreement(ExceptionCase exception, Place place) {
        return new Disagreement(
                exception.id(),
                exception.type().name(),
                exception.state().name(),
                exception.closedBy() == null ? null : exception.closedBy().name(),
                exception.detail(),
                exception.openedAt().toString(),
                Objects.toString(exception.closedAt(), null),
                exception.sides().stream().map(side -> value(side, place)).toList());
    }

    private static SideValue value(ExceptionSide side, Place place) {
        return new SideValue(side.record() == null ? side.source() : place.of(side.record()), side.value());
    }

    private static Joined joined(JoinedRecords pair, Set<String> resolved, Place place) {
        List<String> by = new ArrayList<>();
        pair.identifiers().forEach(kind -> by.add(kind.name()));
        boolean isPay = place.isPay(pair.left());
        if (isPay) {
            by.add(0, "AGREEMENT");
        }
        if (resolved.contains(pair.basis())) {
            by.add("RESOLUTION");
        }
        if (by.isEmpty()) {
            by.add("EVIDENCE");
        }
        boolean isLeft = place.isRevealed(pair.left());
        boolean isRight = place.isRevealed(pair.right());
        return new Joined(
                place.of(pair.left()),
                Refs.of(pair.left()),
                place.of(pair.right()),
                Refs.of(pair.right()),
                pair.repeated(),
                by,
                pair.bits().doubleValue(),
                pair.contradicts(),
                pair.fields().stream()
                        .map(each -> new Compared(
                                each.field(),
                                isLeft ? each.left().revealed() : each.left().masked(),
                                isRight ? each.right().revealed() : each.right().masked(),
                                !each.field().equals("TRADE") && !(isLeft && isRight),
                                each.agreement().name(),
                                each.bits().doubleValue()))
                        .toList());
    }

    private static Chosen chosen(IdentifiedPerson.Chosen value, Place place) {
        return new Chosen(
                value.field(),
                value.value() == null || value.record() == null ? null : place.shown(value.value(), value.record()),
                value.record() == null ? null : place.of(value.record()),
                value.record() == null ? null : Refs.of(value.record()),
                value.record() != null && !place.isRevealed(value.record()),
                value.sources(),
                value.rule(),
                value.lost().stream()
                        .map(lost -> new Lost(
                                place.shown(lost.value(), lost.record()),
                                place.of(lost.record()),
                                Refs.of(lost.record()),
                                !place.isRevealed(lost.record())))
                        .toList());
    }

    /** Where records are, and whether their personal values are shown. */
    private record Place(Map<RecordAddress, Stored> records, Subject subject) {

        String of(RecordAddress address) {
            Stored record = records.get(address);
            return record == null
                    ? Refs.of(address)
                    : Masking.fileName(record.file().name()) + ":" + address.line();
        }

        boolean isPay(RecordAddress address) {
            Stored record = records.get(address);
            return record != null && record.claimKey() != null;
        }

        boolean isRevealed(RecordAddress address) {
            return subject.isRevealed() && subject.own().containsKey(address);
        }

        String shown(String value, RecordAddress address) {
            return isRevealed(address) ? value : Personal.shape(value);
        }
    }
}
