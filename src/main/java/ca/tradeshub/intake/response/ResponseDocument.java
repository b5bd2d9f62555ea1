// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.ledger.response.FileReport;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documents that report the outcome of a file to its sender (interface agreements, sections 2 and 6). */
public final class ResponseDocument {

    private ResponseDocument() {}

    /**
     * The receipt of a file.
     *
     * @param file the file's name as it was dropped
     * @param report what there is to say
     * @param pack the rejection pack written with it, null without one
     */
    public static ObjectNode receipt(String file, FileReport report, @Nullable RejectionPack pack) {
        ObjectNode receipt = JsonNodeFactory.instance.objectNode();
        receipt.put("file", file);
        receipt.put("sha256", report.sha256());
        receipt.put("receivedAt", instant(report.receivedAt()));
        receipt.put("verdict", report.verdict().name());
        FileRefusal refusal = report.refusal();
        receipt.put("code", refusal == null ? null : refusal.code().code());
        if (refusal != null) {
            receipt.put("detail", refusal.why().en());
            receipt.put("detailFr", refusal.why().fr());
            receipt.put("line", refusal.line());
            Text remedy = Remedies.of(refusal.code(), file, report.next());
            receipt.put("remedy", remedy.en());
            receipt.put("remedyFr", remedy.fr());
        }
        ArrayNode warnings = receipt.putArray("warnings");
        report.warnings().forEach(warning -> warnings.add(warning.code()));
        ArrayNode details = receipt.putArray("warningDetails");
        report.warnings().forEach(warning -> details.addObject()
                .put("code", warning.code())
                .put("detail", warning.detail().en())
                .put("detailFr", warning.detail().fr()));
        receipt.set("balance", balance(report.balance()));
        putFindings(receipt, report);
        receipt.put("resendAs", resendAs(pack));
        receipt.put("nextSequence", report.next().sequence());
        if (pack != null) {
            pack.describe(receipt.putObject("rejected"));
        }
        return receipt;
    }

    /**
     * The files of a receipt: the page for people, and last the receipt for programs.
     *
     * @param name with which the names of the response begin
     * @param file the file's name as it was dropped
     * @param report what there is to say
     * @param pack the rejection pack written with it, null without one
     */
    public static List<SenderResponse.OutFile> receiptFiles(
            String name, String file, FileReport report, @Nullable RejectionPack pack) {
        ObjectNode receipt = receipt(file, report, pack);
        return List.of(
                SenderResponse.OutFile.of(name + ".receipt.html", ReceiptPage.bytes(receipt)),
                SenderResponse.OutFile.of(name + ".receipt.json", bytes(receipt)));
    }

    /**
     * The status of a file: the changes to its records since the receipt, and the findings as the receipt has them.
     *
     * @param file the file's name as it was dropped
     * @param at when it is said
     * @param report what there is to say
     * @param pack the rejection pack written with it, null without one
     */
    public static ObjectNode status(String file, Instant at, FileReport report, @Nullable RejectionPack pack) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("file", file);
        status.put("at", instant(at));
        status.set("balance", balance(report.balance()));
        ArrayNode changes = status.putArray("changes");
        report.changes().forEach(change -> changes.addObject()
                .put("line", change.line())
                .put("state", change.state().wireName())
                .put("rule", change.rule())
                .put("at", instant(change.at())));
        status.put("resendAs", resendAs(pack));
        status.put("changesTotal", report.changesTotal());
        status.put("changesCapped", report.changesTotal() > report.changes().size());
        putFindings(status, report);
        if (pack != null) {
            pack.describe(status.putObject("rejected"));
        }
        return status;
    }

    private static @Nullable String resendAs(@Nullable RejectionPack pack) {
        return pack == null || pack.resendAs() == null ? null : pack.resendAs().name();
    }

    private static void putFindings(ObjectNode document, FileReport report) {
        ArrayNode findings = document.putArray("findings");
        report.findings().forEach(finding -> findings.addObject()
                .put("rule", finding.rule())
                .put("outcome", finding.outcome())
                .put("count", finding.count()));
        ArrayNode lines = document.putArray("lines");
        report.lines().forEach(line -> lines.addObject()
                .put("line", line.line())
                .put("state", line.state() == null ? null : line.state().wireName())
                .put("rule", line.rule()));
        document.put("linesTotal", report.linesTotal());
        document.put("linesCapped", report.linesTotal() > report.lines().size());
    }

    /** A document as it is written: UTF-8, indented, ended by a line feed. */
    public static byte[] bytes(ObjectNode document) {
        return (document.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable ObjectNode balance(@Nullable FileBalance balance) {
        if (balance == null) {
            return null;
        }
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        ObjectNode records = both.putObject("records").put("received", balance.received());
        ObjectNode amount = both.putObject("amount")
                .put("received", balance.amountReceived().setScale(2).toPlainString());
        for (RecordState state : RecordState.values()) {
            records.put(state.wireName(), balance.records().get(state));
            amount.put(state.wireName(), balance.amountIn(state).toPlainString());
        }
        return both;
    }

    private static String instant(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
