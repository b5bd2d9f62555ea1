// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.overview.files.FileFilter;
import ca.tradeshub.overview.files.FileOrder;
import ca.tradeshub.overview.files.FileRow;
import ca.tradeshub.overview.files.LandedFiles;
import ca.tradeshub.overview.records.RecordList;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The received files, filtered and sorted by their address, as a page and as CSV. */
@Controller
class FilesPage {

    private final LandedFiles files;
    private final RecordList records;

    FilesPage(LandedFiles files, RecordList records) {
        this.files = files;
        this.records = records;
    }

    @GetMapping("/files")
    String files(FileQuery query, Model model) {
        model.addAttribute("query", query);
        model.addAttribute("sorting", query.sorting());
        model.addAttribute("statuses", FileQuery.STATUSES);
        model.addAttribute("feeds", Feed.values());
        model.addAttribute("senders", records.senders());
        model.addAttribute("address", query.address("/files"));
        model.addAttribute("slice", query.slice(files));
        model.addAttribute("total", files.total(query.filter()));
        return "files";
    }

    @GetMapping("/files.csv")
    void download(FileQuery query, HttpServletResponse response) throws IOException {
        FileFilter filter = query.filter();
        Sorting<FileOrder> sorting = query.sorting();
        CsvDownload.write(response, "files", csv -> {
            List<String> header = new ArrayList<>(List.of(
                    "id", "name", "sender", "feed", "receivedAt", "status", "code", "received", "amountReceived"));
            for (RecordState state : RecordState.values()) {
                header.add(state.wireName());
            }
            csv.row(header.toArray());
            files.forEach(filter, sorting.order(), sorting.isReversed(), file -> csv.row(cells(file)));
        });
    }

    private static @Nullable Object[] cells(FileRow file) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(file.id());
        cells.add(file.name());
        cells.add(file.sender());
        cells.add(file.feed().wireName());
        cells.add(file.receivedAt());
        cells.add(file.status());
        cells.add(file.code());
        FileBalance balance = file.balance();
        cells.add(balance == null ? null : balance.received());
        cells.add(balance == null ? null : balance.amountReceived().toPlainString());
        for (RecordState state : RecordState.values()) {
            cells.add(balance == null ? null : balance.recordsIn(state));
        }
        return cells.toArray();
    }
}
