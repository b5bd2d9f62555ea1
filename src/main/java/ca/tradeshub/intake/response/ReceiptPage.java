// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.OntarioTime;
import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.protection.Masking;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The receipt of a file as one page that a payroll office reads, English and French: the same document as the JSON
 * receipt. The page needs nothing else, runs no script, and shows what a sender wrote masked and escaped.
 */
final class ReceiptPage {

    private static final Messages MESSAGES = Messages.of(ReceiptPage.class);

    /** As many lines are on the page; the table of findings has them all. */
    private static final int MOST_LINES = 50;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en-CA">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>%s</title>
            <style>
            body { font: 1rem/1.5 sans-serif; color: #1a1a1a; background: #fff; max-width: 60rem; margin: 1rem auto; padding: 0 1rem }
            table { border-collapse: collapse; margin: 1rem 0 }
            caption { text-align: left; font-weight: bold }
            th, td { border: 1px solid #767676; padding: .2rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere }
            td.n { text-align: right; white-space: nowrap }
            section { border-top: 3px solid #1a1a1a; margin-top: 2rem }
            a { color: #00468c }
            </style>
            </head>
            <body>
            <p><a href="#fr" lang="fr-CA" hreflang="fr-CA">Français</a></p>
            <main>
            <h1>%s</h1>
            """;

    private final StringBuilder page = new StringBuilder();
    private final JsonNode receipt;
    private final Language language;

    private ReceiptPage(JsonNode receipt, Language language) {
        this.receipt = receipt;
        this.language = language;
    }

    /**
     * The page of a receipt.
     *
     * @param receipt the receipt as {@link ResponseDocument#receipt} makes it
     */
    static byte[] bytes(ObjectNode receipt) {
        String title = escaped(Masking.fileName(receipt.path("file").asText()));
        String page = HEAD.formatted(title, title)
                + new ReceiptPage(receipt, Language.EN).section()
                + new ReceiptPage(receipt, Language.FR).section()
                + "</main>\n</body>\n</html>\n";
        return page.getBytes(StandardCharsets.UTF_8);
    }

    private String section() {
        String id = language.tag();
        page.append("<section id=\"%1$s\" lang=\"%1$s-CA\" aria-labelledby=\"h-%1$s\">\n".formatted(id))
                .append("<h2 id=\"h-%s\">%s</h2>\n".formatted(id, text("page.title")));
        paragraph(text("page.verdict." + receipt.path("verdict").asText()));
        paragraph(text("page.received", time(receipt.path("receivedAt").asText())));
        refusal();
        warnings();
        balance();
        findings();
        lines();
        next();
        page.append("</section>\n");
        return page.toString();
    }

    private void refusal() {
        if (!receipt.hasNonNull("code")) {
            return;
        }
        String line = receipt.hasNonNull("line")
                ? " " + text("page.line", receipt.path("line").asText())
                : "";
        paragraph(
                "<strong>" + escaped(receipt.path("code").asText()) + "</strong>: " + stated(receipt, "detail") + line);
        paragraph(text("page.do") + " " + stated(receipt, "remedy"));
    }

    private void warnings() {
        if (receipt.path("warningDetails").isEmpty()) {
            return;
        }
        page.append("<h3>").append(text("page.warnings")).append("</h3>\n<ul>\n");
        receipt.path("warningDetails").forEach(warning -> page.append("<li><code>")
                .append(escaped(warning.path("code").asText()))
                .append("</code>: ")
                .append(stated(warning, "detail"))
                .append("</li>\n"));
        page.append("</ul>\n");
    }

    private void balance() {
        JsonNode balance = receipt.path("balance");
        if (!balance.isObject()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(balance, "received"));
        for (RecordState state : RecordState.values()) {
            rows.add(row(balance, state.wireName()));
        }
        table("page.balance", List.of("page.state", "page.records", "page.amount"), rows);
    }

    private List<String> row(JsonNode balance, String name) {
        return List.of(
                text("page.state." + name),
                number(balance.path("records").path(name).decimalValue(), 0),
                number(new BigDecimal(balance.path("amount").path(name).asText("0")), 2));
    }

    private void findings() {
        List<List<String>> rows = new ArrayList<>();
        receipt.path("findings")
                .forEach(finding -> rows.add(List.of(
                        escaped(finding.path("rule").asText()),
                        text("page.outcome." + finding.path("outcome").asText()),
                        number(finding.path("count").decimalValue(), 0))));
        if (!rows.isEmpty()) {
            table("page.findings", List.of("page.rule", "page.outcome", "page.count"), rows);
        }
    }

    private void lines() {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode line : receipt.path("lines")) {
            if (rows.size() == MOST_LINES) {
                break;
            }
            rows.add(List.of(
                    line.path("line").asText(),
                    line.hasNonNull("state")
                            ? text("page.state." + line.path("state").asText())
                            : "",
                    escaped(line.path("rule").asText(""))));
        }
        if (rows.isEmpty()) {
            return;
        }
        table("page.lines", List.of("page.line-number", "page.state", "page.rule"), rows);
        long total = receipt.path("linesTotal").asLong();
        if (total > rows.size()) {
            paragraph(text(
                    "page.lines.more",
                    number(BigDecimal.valueOf(rows.size()), 0),
                    number(BigDecimal.valueOf(total), 0)));
        }
    }

    private void next() {
        List<String> items = new ArrayList<>();
        if (receipt.hasNonNull("resendAs")) {
            items.add(text("page.resend", code(receipt.path("resendAs").asText())));
        }
        if (receipt.hasNonNull("nextSequence")) {
            items.add(text(
                    "page.next-sequence", escaped(receipt.path("nextSequence").asText())));
        }
        receipt.path("rejected").path("files").forEach(file -> items.add(text("page.file", code(file.asText()))));
        if (receipt.hasNonNull("sha256")) {
            items.add(text("page.sha256", code(receipt.path("sha256").asText())));
        }
        if (!items.isEmpty()) {
            page.append("<h3>").append(text("page.next")).append("</h3>\n<ul>\n");
            items.forEach(item -> page.append("<li>").append(item).append("</li>\n"));
            page.append("</ul>\n");
        }
    }

    /** A table whose first column names its row and whose last columns are numbers where they hold some. */
    private void table(String caption, List<String> columns, List<List<String>> rows) {
        page.append("<table>\n<caption>").append(text(caption)).append("</caption>\n<thead><tr>");
        columns.forEach(
                column -> page.append("<th scope=\"col\">").append(text(column)).append("</th>"));
        page.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            page.append("<tr><th scope=\"row\">").append(row.get(0)).append("</th>");
            row.subList(1, row.size()).forEach(cell -> page.append(isNumber(cell) ? "<td class=\"n\">" : "<td>")
                    .append(cell)
                    .append("</td>"));
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table>\n");
    }

    private static boolean isNumber(String cell) {
        return !cell.isEmpty() && (Character.isDigit(cell.charAt(0)) || cell.charAt(0) == '-');
    }

    private void paragraph(String html) {
        page.append("<p>").append(html).append("</p>\n");
    }

    /** A sentence of the receipt in the language of the section. */
    private String stated(JsonNode node, String member) {
        return escaped(Masking.quoted(
                node.path(language == Language.FR ? member + "Fr" : member).asText("")));
    }

    private String text(String key, Object... values) {
        return MESSAGES.in(language, key, values);
    }

    private String time(String instant) {
        return TIME.format(Instant.parse(instant).atZone(OntarioTime.ZONE));
    }

    private String number(BigDecimal value, int decimals) {
        NumberFormat format =
                NumberFormat.getNumberInstance(language == Language.FR ? Locale.CANADA_FRENCH : Locale.CANADA);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(value);
    }

    private static String code(String text) {
        return "<code>" + escaped(Masking.fileName(text)) + "</code>";
    }

    private static String escaped(String text) {
        return String.valueOf(VisibleText.of(text))
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
