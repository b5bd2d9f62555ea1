// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ReceiptPageTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String IN_PART =
            """
            {"file":"PAY_123026635_20261120_000003.csv","sha256":"abc","receivedAt":"2026-11-27T21:00:00.123Z",
             "verdict":"ACCEPTED_IN_PART","code":null,"warnings":["FILE-SEQUENCE-GAP"],
             "warningDetails":[{"code":"FILE-SEQUENCE-GAP","detail":"Sequence number 2 is missing","detailFr":"Le numéro de séquence 2 manque"}],
             "balance":{"records":{"received":1300,"delivered":1000,"rejected":200,"duplicate":0,"superseded":0,"outOfScope":0,"held":50,"pending":50},
                        "amount":{"received":"33800.00","delivered":"33000.00","rejected":"700.00","duplicate":"0.00","superseded":"0.00","outOfScope":"0.00","held":"50.00","pending":"50.00"}},
             "findings":[{"rule":"FMT-06","outcome":"hold","count":50},{"rule":"MAP-DATE","outcome":"reject","count":200}],
             "lines":[{"line":2,"state":"rejected","rule":"MAP-DATE"},{"line":7,"state":"outOfScope","rule":"ATTC-15"}],
             "linesTotal":2,"resendAs":"PAY_123026635_20261120_000003_R1.csv","nextSequence":4,
             "rejected":{"files":["PAY_123026635_20261120_000003.csv.rejected.csv","PAY_123026635_20261120_000003.csv.findings.csv"]}}
            """;

    @Test
    void the_receipt_is_one_page_in_both_languages() throws IOException {
        String page = page(IN_PART);

        assertThat(page)
                .contains(
                        "<section id=\"en\" lang=\"en-CA\"",
                        "The file was accepted, except for its rejected records.",
                        "Received on 2026-11-27 16:00:00, Toronto time.",
                        "Sequence number 2 is missing",
                        "<td class=\"n\">1,300</td><td class=\"n\">33,800.00</td>",
                        "<th scope=\"row\">MAP-DATE</th><td>rejects</td><td class=\"n\">200</td>",
                        "Send the corrected records as <code>PAY_123026635_20261120_000003_R1.csv</code>.",
                        "The next free sequence number is 4.",
                        "<code>PAY_123026635_20261120_000003.csv.findings.csv</code>",
                        "<section id=\"fr\" lang=\"fr-CA\"",
                        "Le fichier a été accepté, sauf ses enregistrements rejetés.",
                        "Le numéro de séquence 2 manque",
                        "<td>rejette</td>",
                        "hors champ")
                .doesNotContain("null", "page.");
        assertThat(page.replaceAll("[\\p{Z}]", " ")).contains("33 800,00");
        assertThat(page).hasSizeLessThan(10_000);
    }

    @Test
    void it_is_well_formed_runs_nothing_and_loads_nothing() throws Exception {
        String page = page(IN_PART);

        assertThat(page).doesNotContain("<script", "src=", "http://", "https://", "@import", "url(");
        String xml = page.replaceFirst("<!DOCTYPE html>", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                        .getElementsByTagName("table")
                        .getLength())
                .isEqualTo(6);
        assertThat(Pattern.compile("<table>\\s*<caption>").matcher(page).results())
                .hasSize(6);
        assertThat(Pattern.compile("<h1>").matcher(page).results()).hasSize(1);
    }

    @Test
    void a_refusal_has_its_reason_its_line_and_the_remedy() throws IOException {
        assertThat(
                        page(
                                """
                                {"file":"x.csv","sha256":null,"receivedAt":"2026-11-27T21:00:00Z","verdict":"REFUSED","code":"FILE-HEADER",
                                 "detail":"Line is wrong","detailFr":"La ligne est fausse","line":3,"remedy":"Correct it","remedyFr":"Corrigez-la",
                                 "warnings":[],"warningDetails":[],"balance":null,"findings":[],"lines":[],"linesTotal":0,"resendAs":null,"nextSequence":null}
                                """))
                .contains(
                        "<strong>FILE-HEADER</strong>: Line is wrong Line 3.",
                        "What to do: Correct it",
                        "<strong>FILE-HEADER</strong>: La ligne est fausse Ligne 3.",
                        "À faire : Corrigez-la")
                .doesNotContain("<table>", "null");
    }

    @Test
    void what_a_sender_wrote_is_escaped_and_masked() throws IOException {
        ObjectNode receipt = (ObjectNode) JSON.readTree(IN_PART);
        receipt.put("file", "REG_<b>\u202E_501-800-007.ndjson");
        receipt.put("code", "FILE-HEADER");
        receipt.put("detail", "Member '<img src=x onerror=alert(1)>' of 501800007");
        receipt.put("detailFr", "Membre '\u202E\u0007' de 501800007");

        assertThat(new String(ReceiptPage.bytes(receipt), StandardCharsets.UTF_8))
                .doesNotContain("<b>", "<img", "501800007", "501-800-007", "\u202E", "\u0007")
                .contains("&lt;img", "REG_&lt;b&gt;");
    }

    @Test
    void many_lines_are_cut_with_their_number() throws IOException {
        ObjectNode receipt = (ObjectNode) JSON.readTree(IN_PART);
        ArrayNode lines = receipt.putArray("lines");
        for (int line = 2; line < 1_000; line++) {
            lines.addObject().put("line", line).put("state", "held").put("rule", "FMT-06");
        }
        receipt.put("linesTotal", 4_711);

        assertThat(new String(ReceiptPage.bytes(receipt), StandardCharsets.UTF_8))
                .contains("The page has the first 50 of 4,711 entries.", "<th scope=\"row\">51</th>")
                .doesNotContain("<th scope=\"row\">52</th>")
                .hasSizeLessThan(20_000);
    }

    @Test
    void every_state_outcome_and_verdict_has_its_words() throws IOException {
        for (String verdict : List.of("ACCEPTED", "ACCEPTED_IN_PART", "REFUSED")) {
            for (String outcome : List.of("reject", "hold", "warn", "info")) {
                assertThat(page(IN_PART.replace("\"hold\"", "\"" + outcome + "\"")
                                .replace("\"ACCEPTED_IN_PART\"", "\"" + verdict + "\"")))
                        .contains("<section id=\"fr\"");
            }
        }
    }

    private static String page(String receipt) throws IOException {
        return new String(ReceiptPage.bytes((ObjectNode) JSON.readTree(receipt)), StandardCharsets.UTF_8);
    }
}
