// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.console.request.PagePart;
import ca.tradeshub.console.request.PartialList;
import ca.tradeshub.correction.CorrectionLedger;
import ca.tradeshub.correction.CorrectionLedger.PlaceCorrection;
import ca.tradeshub.correction.CorrectionUndo;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.sequence.UnusedSequences;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an operator declares or undoes with a reason, by the forms of the pages and by the API. */
@Controller
class LedgerActions {

    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private static final Pattern PLACE = Pattern.compile("[0-9]{1,18}:[0-9]{1,9}");

    private final UnusedSequences sequences;
    private final CorrectionLedger corrections;
    private final CorrectionUndo undo;

    LedgerActions(UnusedSequences sequences, CorrectionLedger corrections, CorrectionUndo undo) {
        this.sequences = sequences;
        this.corrections = corrections;
        this.undo = undo;
    }

    /** Sequence numbers to declare as never used, or whose declaration is to be withdrawn, with the reason. */
    record Unused(String stream, int first, int last, @Nullable String reason) {}

    /** A rejected record whose correction is to be undone, with the reason. */
    record Undo(long file, int line, @Nullable String reason) {}

    /** Whether the hub did what was requested; if not, why. */
    record Outcome(boolean done, @Nullable Text message) {}

    @PostMapping(path = "/api/sequences/unused", consumes = JSON, produces = JSON)
    @ResponseBody
    ResponseEntity<Outcome> declareUnused(@RequestBody Unused unused, Principal operator) {
        return outcome(sequences.declare(
                unused.stream(),
                unused.first(),
                unused.last(),
                Objects.toString(unused.reason(), ""),
                operator.getName()));
    }

    /** The sequence numbers that are declared as never used, the newest declaration first. */
    @GetMapping(path = "/api/sequences/unused", produces = JSON)
    @ResponseBody
    ResponseEntity<List<UnusedSequences.Declared>> declared(@RequestParam(required = false) @Nullable String after) {
        return PartialList.of(
                sequences.declared(PartialList.SIZE + 1, InvalidParameterException.number("after", after)),
                sequences.count(),
                "/api/sequences/unused",
                declared -> Long.toString(declared.id()));
    }

    @PostMapping(path = "/api/sequences/unused/withdraw", consumes = JSON, produces = JSON)
    @ResponseBody
    ResponseEntity<Outcome> withdrawUnused(@RequestBody Unused unused, Principal operator) {
        return outcome(sequences.withdraw(
                unused.stream(),
                unused.first(),
                unused.last(),
                Objects.toString(unused.reason(), ""),
                operator.getName()));
    }

    /** The records of a file that were closed by their places alone, in the order of their lines. */
    @GetMapping(path = "/api/corrections/{id}", produces = JSON)
    @ResponseBody
    ResponseEntity<List<PlaceCorrection>> byPlace(
            @PathVariable long id, @RequestParam(required = false) @Nullable String after) {
        return PartialList.of(
                corrections.byPlace(id, place("after", after), PartialList.SIZE + 1),
                corrections.countByPlace(id),
                "/api/corrections/" + id,
                LedgerActions::placeOf);
    }

    /** The place of a correction in the list, as a parameter has it. */
    static String placeOf(PlaceCorrection correction) {
        return correction.byFile() + ":" + correction.line();
    }

    /** The file that corrects a record, and the line of that record. */
    static @Nullable RecordAddress place(String parameter, @Nullable String after) {
        String text = InvalidParameterException.text(after);
        if (text == null) {
            return null;
        }
        if (!PLACE.matcher(text).matches()) {
            throw new InvalidParameterException(parameter, "<file>:<line>");
        }
        String[] parts = text.split(":");
        return new RecordAddress(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
    }

    @PostMapping(path = "/api/corrections/undo", consumes = JSON, produces = JSON)
    @ResponseBody
    ResponseEntity<Outcome> undo(@RequestBody Undo wanted, Principal operator) {
        return outcome(undo.undo(
                new RecordAddress(wanted.file(), wanted.line()),
                Objects.toString(wanted.reason(), ""),
                operator.getName()));
    }

    @PostMapping("/sequences/unused")
    String declareUnused(
            @RequestParam(defaultValue = "") String stream,
            @RequestParam(defaultValue = "-1") int first,
            @RequestParam(defaultValue = "-1") int last,
            @RequestParam(defaultValue = "") String reason,
            Principal operator,
            RedirectAttributes outcome) {
        Text notice = sequences
                .declare(stream, first, last, reason, operator.getName())
                .orElseGet(() -> PageMessages.text("unused.declared", stream, first, last));
        outcome.addFlashAttribute("notice", notice);
        return "redirect:/";
    }

    /** The sequence numbers that are declared as never used. */
    @GetMapping("/sequences")
    String sequences(@RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute(
                "part",
                PagePart.of(
                        sequences.declared(PagePart.SIZE + 1, InvalidParameterException.number("after", after)),
                        after,
                        declared -> Long.toString(declared.id())));
        model.addAttribute("total", sequences.count());
        return "sequences";
    }

    @PostMapping("/sequences/unused/withdraw")
    String withdrawUnused(
            @RequestParam(defaultValue = "") String stream,
            @RequestParam(defaultValue = "-1") int first,
            @RequestParam(defaultValue = "-1") int last,
            @RequestParam(defaultValue = "") String reason,
            Principal operator,
            RedirectAttributes outcome) {
        Text notice = sequences
                .withdraw(stream, first, last, reason, operator.getName())
                .orElseGet(() -> PageMessages.text("unused.withdrawn", stream, first, last));
        outcome.addFlashAttribute("notice", notice);
        return "redirect:/sequences";
    }

    @PostMapping("/corrections/{id}/undo")
    String undo(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int line,
            @RequestParam(defaultValue = "") String reason,
            Principal operator,
            RedirectAttributes outcome) {
        Text notice = undo.undo(new RecordAddress(id, line), reason, operator.getName())
                .orElseGet(() -> PageMessages.text("by-place.undone", line));
        outcome.addFlashAttribute("notice", notice);
        return "redirect:/files/" + id;
    }

    private static ResponseEntity<Outcome> outcome(Optional<Text> objection) {
        return ResponseEntity.status(objection.isEmpty() ? HttpStatus.OK : HttpStatus.CONFLICT)
                .body(new Outcome(objection.isEmpty(), objection.orElse(null)));
    }
}
