// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.explanation.Explanation;
import ca.tradeshub.explanation.Explanations;
import ca.tradeshub.reconciliation.rejudge.RejudgementRuns;
import ca.tradeshub.reconciliation.rejudge.RejudgementRuns.Status;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of a running hub, for the jar's commands and other programs. */
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
class Api {

    private final Explanations explanations;
    private final RejudgementRuns rejudgements;

    Api(Explanations explanations, RejudgementRuns rejudgements) {
        this.explanations = explanations;
        this.rejudgements = rejudgements;
    }

    /** The request of a rejudgement: a preview, or the run itself. */
    record Rejudge(boolean preview) {}

    @GetMapping("/explain/{id}")
    Explanation explain(@PathVariable String id) {
        return explanations.of(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
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
