// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.console.reveal.RevealedValues;
import ca.tradeshub.explanation.Explanation;
import ca.tradeshub.explanation.Explanations;
import ca.tradeshub.explanation.Wording;
import ca.tradeshub.overview.records.RecordList;
import ca.tradeshub.overview.records.RecordRow;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The explanation of a record or a message; of a record with its content and the other versions of its key. */
@Controller
class ExplanationPage {

    private static final int VERSIONS_SHOWN = 50;

    private final Explanations explanations;
    private final RecordList records;
    private final RevealedValues revealed;

    ExplanationPage(Explanations explanations, RecordList records, RevealedValues revealed) {
        this.explanations = explanations;
        this.records = records;
        this.revealed = revealed;
    }

    @GetMapping("/explain/{id}")
    String explain(@PathVariable String id, HttpSession session, Model model) {
        Explanation masked = explanations.of(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Instant until = revealed.until(session, masked.id());
        Explanation explanation =
                until == null ? masked : explanations.of(masked.id(), true).orElse(masked);
        model.addAttribute("explanation", explanation);
        model.addAttribute("words", new Wording(PageLanguage.current()));
        boolean isRecord = explanation.kind().equals("record");
        model.addAttribute("fields", isRecord ? explanations.fields(explanation.id(), until != null) : List.of());
        List<RecordRow> versions = isRecord ? versions(explanation) : List.of();
        model.addAttribute("versions", versions.stream().limit(VERSIONS_SHOWN).toList());
        model.addAttribute("moreVersions", versions.size() > VERSIONS_SHOWN ? VERSIONS_SHOWN : null);
        model.addAttribute("revealedUntil", until);
        model.addAttribute("shownFor", revealed.shownFor(until));
        return "explain";
    }

    private List<RecordRow> versions(Explanation explanation) {
        return explanation.about() == null || explanation.evidence().isEmpty()
                ? List.of()
                : records.versions(
                        Feed.ofWireName(explanation.evidence().get(0).feed()), explanation.about(), VERSIONS_SHOWN + 1);
    }
}
