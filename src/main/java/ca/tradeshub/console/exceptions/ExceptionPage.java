// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.exceptions.action.ExceptionNotes;
import ca.tradeshub.exceptions.action.ResolutionOptions;
import ca.tradeshub.exceptions.disagreement.ExceptionEvidence;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.overview.Page;
import ca.tradeshub.overview.exceptions.ExceptionBackground;
import ca.tradeshub.overview.records.RecordList;
import ca.tradeshub.overview.records.RecordRow;
import ca.tradeshub.protection.Masking;
import java.security.Principal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** An exception: both values, the evidence, the law, what each resolution would do, notes and what was decided. */
@Controller
class ExceptionPage {

    /** Choices that name nothing a reader knows: an order, a withdrawal, a digest of what a control file states. */
    private static final Pattern NAMELESS = Pattern.compile("left|right|WITHDRAW|[0-9a-f]{16}");

    private final ExceptionLookup lookup;
    private final Resolutions resolutions;
    private final ExceptionNotes notes;
    private final ObjectProvider<ResolutionEffects> effects;
    private final ExceptionBackground background;
    private final RecordList records;

    ExceptionPage(
            ExceptionLookup lookup,
            Resolutions resolutions,
            ExceptionNotes notes,
            ObjectProvider<ResolutionEffects> effects,
            ExceptionBackground background,
            RecordList records) {
        this.lookup = lookup;
        this.resolutions = resolutions;
        this.notes = notes;
        this.effects = effects;
        this.background = background;
        this.records = records;
    }

    @GetMapping("/exceptions/{id}")
    String exception(
            @PathVariable long id,
            @RequestParam(name = "records", defaultValue = "1") int page,
            Principal person,
            Model model) {
        ExceptionCase exception = lookup.byId(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        List<Resolution> made = resolutions.of(id);
        Resolution waiting = made.stream().filter(Resolution::waits).findFirst().orElse(null);
        List<OfferedResolution> offered = exception.state() == ExceptionState.OPEN ? offered(exception) : List.of();
        model.addAttribute("exception", exception);
        model.addAttribute("about", exception.about());
        Map<RecordAddress, RecordRow> addresses = addresses(exception);
        model.addAttribute("addresses", addresses);
        model.addAttribute("sourceName", (Function<ExceptionSide, String>) side -> sourceName(side, addresses));
        Page<RecordAddress> concerned = Page.of(List.copyOf(exception.records()), page);
        model.addAttribute("concerned", concerned);
        model.addAttribute("records", records.at(concerned.rows()));
        model.addAttribute("passages", background.passages(exception));
        model.addAttribute("otherHolds", lookup.otherHolds(exception));
        model.addAttribute("bits", bits(exception));
        model.addAttribute("notes", notes.of(id));
        model.addAttribute("resolutions", made.stream().map(MadeResolution::of).toList());
        model.addAttribute("waiting", waiting == null ? null : MadeResolution.of(waiting));
        model.addAttribute("effect", waiting == null || waiting.awaitsUndo() ? null : effect(exception, waiting));
        model.addAttribute("offered", offered);
        model.addAttribute("fields", fields(offered, made));
        model.addAttribute("isMine", person.getName().equals(exception.assignedTo()));
        model.addAttribute("masking", (Function<String, String>) text -> Objects.toString(Masking.freeText(text), ""));
        return "exception";
    }

    /** The resolutions that can be made; one for each side where one of the values is to be used. */
    private List<OfferedResolution> offered(ExceptionCase exception) {
        ResolutionEffects does = effects.getIfAvailable();
        return does == null
                ? List.of()
                : ResolutionOptions.of(exception).stream()
                        .flatMap(option -> option.choices().isEmpty()
                                ? Stream.of(offered(exception, option, null, does))
                                : option.choices().stream().map(side -> offered(exception, option, side, does)))
                        .toList();
    }

    /** What a decision would do that waits for approval; null when it can no longer be made. */
    private @Nullable OfferedResolution effect(ExceptionCase exception, Resolution waiting) {
        ResolutionEffects does = effects.getIfAvailable();
        return does == null
                ? null
                : ResolutionOptions.of(exception).stream()
                        .filter(option -> option.kind() == waiting.kind())
                        .findFirst()
                        .map(option -> offered(exception, option, chosen(option, waiting.chosen()), does))
                        .orElse(null);
    }

    private static @Nullable ExceptionSide chosen(ResolutionOptions.Option option, @Nullable String choice) {
        return option.choices().stream()
                .filter(side -> side.choice().equals(choice))
                .findFirst()
                .orElse(null);
    }

    /** The ids of the fields that the page has for texts; what was typed for another one is shown without its field. */
    private static Set<String> fields(List<OfferedResolution> offered, List<Resolution> made) {
        Set<String> fields = new HashSet<>(Set.of("note"));
        if (!offered.isEmpty()) {
            fields.add("reason");
        }
        for (Resolution each : made) {
            if (each.waits()) {
                fields.addAll(Set.of("decline-reason", "withdraw-reason"));
            } else if (each.inForce()) {
                fields.add("undo-reason-" + each.id());
            }
        }
        return fields;
    }

    private OfferedResolution offered(
            ExceptionCase exception,
            ResolutionOptions.Option option,
            @Nullable ExceptionSide side,
            ResolutionEffects does) {
        String chosen = side == null ? null : side.choice();
        ResolutionEffects.Preview preview = does.preview(exception, option.kind(), chosen);
        return new OfferedResolution(
                ChosenResolution.value(option.kind(), chosen),
                option,
                side,
                preview,
                preview.messages().stream().map(this::withCreditBefore).toList());
    }

    private OfferedResolution.MessageToCome withCreditBefore(ResolutionEffects.Message message) {
        return new OfferedResolution.MessageToCome(
                message.queue(),
                Masking.recordKey(message.recordKey()),
                message.kind(),
                background
                        .newest(message.queue(), message.recordKey())
                        .map(ExceptionBackground.Sent::credit)
                        .orElse(null),
                message.credit());
    }

    /** The records that the sides name, by what the side's choice or address names them. */
    private Map<RecordAddress, RecordRow> addresses(ExceptionCase exception) {
        Set<RecordAddress> named = exception.sides().stream()
                .map(ExceptionSide::record)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return records.at(named).stream()
                .collect(Collectors.toMap(row -> new RecordAddress(row.fileId(), row.line()), Function.identity()));
    }

    /**
     * Who or what states the value of a side: the sender of its record, else the account, year or claim that its choice
     * names; empty for a side that only its order names.
     */
    private static String sourceName(ExceptionSide side, Map<RecordAddress, RecordRow> addresses) {
        RecordRow row = side.record() == null ? null : addresses.get(side.record());
        if (row != null) {
            return row.sender();
        }
        if (side.source() != null) {
            return side.source();
        }
        return NAMELESS.matcher(side.choice()).matches() ? "" : side.choice();
    }

    /** How much all fields together speak for one person; null when no field was weighed. */
    private static @Nullable Double bits(ExceptionCase exception) {
        List<Double> weighed = exception.evidence().stream()
                .map(ExceptionEvidence::bits)
                .filter(Objects::nonNull)
                .toList();
        return weighed.isEmpty()
                ? null
                : weighed.stream().mapToDouble(Double::doubleValue).sum();
    }
}
