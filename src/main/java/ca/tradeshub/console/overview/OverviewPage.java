// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.overview;

import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.ledger.parking.RefusedAcknowledgements;
import ca.tradeshub.ledger.sequence.UnusedSequences;
import ca.tradeshub.overview.ConsumerQueues;
import ca.tradeshub.overview.FeedBalances;
import ca.tradeshub.overview.Page;
import ca.tradeshub.overview.QueueDepths;
import ca.tradeshub.overview.attention.Attention;
import ca.tradeshub.overview.files.LandedFiles;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The overview: balances, queues, what needs attention, and the files. */
@Controller
class OverviewPage {

    private final FeedBalances balances;
    private final LandedFiles files;
    private final ConsumerQueues queues;
    private final QueueDepths depths;
    private final Attention attention;
    private final DemoGuide guide;
    private final Alarms alarms;
    private final Parking parking;
    private final RefusedAcknowledgements refused;
    private final UnusedSequences sequences;

    OverviewPage(
            FeedBalances balances,
            LandedFiles files,
            ConsumerQueues queues,
            QueueDepths depths,
            Attention attention,
            DemoGuide guide,
            Alarms alarms,
            Parking parking,
            RefusedAcknowledgements refused,
            UnusedSequences sequences) {
        this.balances = balances;
        this.files = files;
        this.queues = queues;
        this.depths = depths;
        this.attention = attention;
        this.guide = guide;
        this.alarms = alarms;
        this.parking = parking;
        this.refused = refused;
        this.sequences = sequences;
    }

    @GetMapping("/")
    String overview(
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(name = "alarms", defaultValue = "1") int alarmPage,
            @RequestParam(name = "stopped", defaultValue = "1") int stoppedPage,
            Model model) {
        model.addAttribute("balances", balances.all());
        model.addAttribute("files", files.page(page));
        model.addAttribute("queues", queues.with(depths.depths()));
        model.addAttribute(
                "attention", attention.items().stream().map(AttentionLink::of).toList());
        model.addAttribute("guide", guide.lines());
        model.addAttribute("alarms", Page.of(alarms.open(), alarmPage));
        model.addAttribute("parked", Page.of(parking.open(), stoppedPage));
        model.addAttribute("refusedCount", refused.count());
        model.addAttribute("unusedCount", sequences.count());
        return "overview";
    }
}
