// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.parking.ParkedWork;
import ca.tradeshub.ledger.parking.Parking;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Retries parked work, or removes it from the list where it cannot be retried. */
@Controller
class ParkedWorkPage {

    private final Parking parking;

    ParkedWorkPage(Parking parking) {
        this.parking = parking;
    }

    @PostMapping("/parked/{id}/release")
    String release(@PathVariable long id, Principal person, RedirectAttributes outcome) {
        outcome.addFlashAttribute(
                "notice",
                parking.release(id, person.getName())
                        .map(ParkedWorkPage::released)
                        .orElse(PageMessages.text("parked.gone")));
        return "redirect:/";
    }

    private static Text released(ParkedWork work) {
        return PageMessages.text(work.isRetried() ? "parked.retried" : "parked.removed", work.step(), work.reference());
    }
}
