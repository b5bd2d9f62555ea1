// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.console.request.PagePart;
import ca.tradeshub.correction.CorrectionLedger;
import ca.tradeshub.correction.CorrectionLedger.PlaceCorrection;
import ca.tradeshub.overview.files.FileContents;
import ca.tradeshub.overview.files.FileMessages;
import ca.tradeshub.overview.files.LandedFiles;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** A received file: its verdict and balance, its records and findings, and the messages based on it. */
@Controller
class FilePage {

    private final LandedFiles files;
    private final FileContents contents;
    private final FileMessages messages;
    private final CorrectionLedger corrections;

    FilePage(LandedFiles files, FileContents contents, FileMessages messages, CorrectionLedger corrections) {
        this.files = files;
        this.contents = contents;
        this.messages = messages;
        this.corrections = corrections;
    }

    @GetMapping("/files/{id}")
    String file(
            @PathVariable long id,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(required = false) @Nullable String corrected,
            Model model) {
        model.addAttribute("file", files.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute("states", contents.states(id));
        model.addAttribute("findings", contents.findings(id));
        PagePart<PlaceCorrection> byPlace = PagePart.of(
                corrections.byPlace(id, LedgerActions.place("corrected", corrected), PagePart.SIZE + 1),
                corrected,
                LedgerActions::placeOf);
        model.addAttribute("byPlace", byPlace);
        model.addAttribute(
                "countByPlace",
                byPlace.after() == null && byPlace.next() == null
                        ? byPlace.rows().size()
                        : corrections.countByPlace(id));
        model.addAttribute("messages", messages.page(id, page));
        return "file";
    }
}
