// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.correction.CorrectionLedger;
import ca.tradeshub.correction.CorrectionLedger.PlaceCorrection;
import ca.tradeshub.overview.files.FileContents;
import ca.tradeshub.overview.files.FileMessages;
import ca.tradeshub.overview.files.LandedFiles;
import java.util.List;
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

    private static final int CORRECTIONS_SHOWN = 50;

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
    String file(@PathVariable long id, @RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute("file", files.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute("states", contents.states(id));
        model.addAttribute("findings", contents.findings(id));
        List<PlaceCorrection> byPlace = corrections.byPlace(id, null, CORRECTIONS_SHOWN);
        model.addAttribute("byPlace", byPlace);
        model.addAttribute(
                "countByPlace", byPlace.size() < CORRECTIONS_SHOWN ? byPlace.size() : corrections.countByPlace(id));
        model.addAttribute("messages", messages.page(id, page));
        return "file";
    }
}
