package ca.tradeshub.console;

import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.overview.Overview;
import ca.tradeshub.overview.QueueDepths;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages for those who watch and operate the hub. */
@Controller
class ConsolePages {

    private final Overview overview;
    private final QueueDepths queues;
    private final Alarms alarms;
    private final Parking parking;

    ConsolePages(Overview overview, QueueDepths queues, Alarms alarms, Parking parking) {
        this.overview = overview;
        this.queues = queues;
        this.alarms = alarms;
        this.parking = parking;
    }

    /** Who is logged in, for the head of every page; nobody on the login page. */
    @ModelAttribute("user")
    String user(Principal person) {
        return person == null ? "" : person.getName();
    }

    @GetMapping("/login")
    String login() {
        return "login";
    }

    @GetMapping("/")
    String home(@RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute("balances", overview.balances());
        model.addAttribute("files", overview.files(page));
        model.addAttribute("queues", overview.queues(queues.depths()));
        model.addAttribute("breakCounts", overview.breakCounts());
        model.addAttribute("alarms", alarms.open());
        model.addAttribute("parked", parking.open());
        return "home";
    }

    @GetMapping("/files/{id}")
    String file(@PathVariable long id, @RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute(
                "file", overview.file(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute("states", overview.states(id));
        model.addAttribute("findings", overview.findings(id));
        model.addAttribute("messages", overview.messages(id, page));
        return "file";
    }

    @GetMapping("/breaks")
    String breaks(
            @RequestParam(required = false) String type, @RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute("type", type);
        model.addAttribute("breakCounts", overview.breakCounts());
        model.addAttribute("breaks", overview.breaks(type, page));
        return "breaks";
    }

    @PostMapping("/parked/{id}/release")
    String release(@PathVariable long id, Principal person, RedirectAttributes outcome) {
        outcome.addFlashAttribute(
                "notice",
                parking.release(id, person.getName())
                        .map(work -> "Released " + work.step() + " " + work.reference() + "; it is tried again.")
                        .orElse("That work is not parked any more."));
        return "redirect:/";
    }
}
