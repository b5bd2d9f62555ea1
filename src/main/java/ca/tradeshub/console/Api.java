// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.console.request.PartialList;
import ca.tradeshub.explanation.Explanation;
import ca.tradeshub.explanation.Explanations;
import ca.tradeshub.explanation.TotalCredit;
import ca.tradeshub.explanation.TotalCredits;
import ca.tradeshub.ledger.parking.RefusedAcknowledgement;
import ca.tradeshub.ledger.parking.RefusedAcknowledgements;
import ca.tradeshub.reconciliation.rejudge.RejudgementRuns;
import ca.tradeshub.reconciliation.rejudge.RejudgementRuns.Status;
import java.security.Principal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of a running hub, for the jar's commands and other programs. */
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
class Api {

    private final Explanations explanations;
    private final TotalCredits totals;
    private final RejudgementRuns rejudgements;
    private final RefusedAcknowledgements refused;

    Api(Explanations explanations, TotalCredits totals, RejudgementRuns rejudgements, RefusedAcknowledgements refused) {
        this.explanations = explanations;
        this.totals = totals;
        this.rejudgements = rejudgements;
        this.refused = refused;
    }

    /** The request of a rejudgement: a preview, or the run itself. */
    record Rejudge(boolean preview) {}

    /** Why an entry is discarded. */
    record Discard(@Nullable String reason) {}

    /** The acknowledgements that were not accepted, without what they hold, the oldest first. */
    @GetMapping("/refused-acknowledgements")
    ResponseEntity<List<RefusedAcknowledgement>> refusedAcknowledgements(
            @RequestParam(required = false) @Nullable String after) {
        return PartialList.of(
                refused.open(PartialList.SIZE + 1, InvalidParameterException.number("after", after)),
                refused.count(),
                "/api/refused-acknowledgements",
                entry -> Long.toString(entry.id()));
    }

    /** Discards an acknowledgement that was not accepted. */
    @PostMapping(path = "/refused-acknowledgements/{id}/discard", consumes = MediaType.APPLICATION_JSON_VALUE)
    RefusedAcknowledgement discard(@PathVariable long id, @RequestBody Discard wanted, Principal operator) {
        try {
            return refused.discard(id, operator.getName(), wanted.reason() == null ? "" : wanted.reason())
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
    }

    @GetMapping("/explain/{id}")
    Explanation explain(@PathVariable String id) {
        return explanations.of(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** A taxpayer's total credit for a taxation year, and each partner's part of it. */
    @GetMapping("/credits")
    TotalCredit credits(
            @RequestParam String taxpayer,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate taxationYearEnd) {
        return totals.of(taxpayer, taxationYearEnd)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @GetMapping("/rejudge")
    Status rejudgement() {
        return rejudgements.status();
    }

    /** Another site's form cannot send JSON, so no token is required. */
    @PostMapping(path = "/rejudge", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Status rejudge(@RequestBody Rejudge wanted, Principal operator) {
        return rejudgements
                .start(wanted.preview(), operator.getName())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.CONFLICT));
    }
}
