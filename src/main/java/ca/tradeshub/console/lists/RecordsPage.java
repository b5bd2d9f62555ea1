// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.overview.files.LandedFiles;
import ca.tradeshub.overview.records.RecordFilter;
import ca.tradeshub.overview.records.RecordList;
import ca.tradeshub.overview.records.RecordOrder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The records of all files, filtered and sorted by their address, as a page and as CSV. */
@Controller
class RecordsPage {

    private final RecordList records;
    private final LandedFiles files;

    RecordsPage(RecordList records, LandedFiles files) {
        this.records = records;
        this.files = files;
    }

    @GetMapping("/records")
    String records(RecordQuery query, Model model) {
        model.addAttribute("query", query);
        model.addAttribute("sorting", query.sorting());
        model.addAttribute("states", RecordState.values());
        model.addAttribute("feeds", Feed.values());
        model.addAttribute("senders", records.senders());
        model.addAttribute("address", query.address("/records"));
        model.addAttribute("slice", query.slice(records));
        model.addAttribute("total", records.total(query.filter()).orElse(null));
        Long file = query.filter().file();
        model.addAttribute("ofFile", file == null ? null : files.find(file).orElse(null));
        return "records";
    }

    @GetMapping("/records.csv")
    void download(RecordQuery query, HttpServletResponse response) throws IOException {
        RecordFilter filter = query.filter();
        Sorting<RecordOrder> sorting = query.sorting();
        CsvDownload.write(response, "records", csv -> {
            csv.row(
                    "id",
                    "file",
                    "line",
                    "sender",
                    "feed",
                    "key",
                    "state",
                    "rule",
                    "amount",
                    "changedAt",
                    "current",
                    "supersededBy");
            records.forEach(
                    filter,
                    sorting.order(),
                    sorting.isReversed(),
                    row -> csv.row(
                            row.id(),
                            row.file(),
                            row.line(),
                            row.sender(),
                            row.feed().wireName(),
                            row.key(),
                            row.state(),
                            row.rule(),
                            row.amount() == null ? null : row.amount().toPlainString(),
                            row.changedAt(),
                            row.current(),
                            row.supersededBy() == null
                                    ? null
                                    : row.supersededBy().id()));
        });
    }
}
