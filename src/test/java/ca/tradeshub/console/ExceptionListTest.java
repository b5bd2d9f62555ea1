// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.overview.attention.Attention;
import ca.tradeshub.overview.attention.AttentionItem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The list of exceptions, as a page, as a download and from the API. */
class ExceptionListTest extends ExceptionPages {

    @Autowired
    Attention attention;

    @Test
    void the_list_shows_the_highest_amount_first_and_every_exception_can_be_reached() throws Exception {
        String first = page("/exceptions?rule=" + RULE);

        assertThat(keys(first)).hasSize(50).startsWith("PAGES-61", "PAGES-60");
        assertThat(first)
                .contains("<small>60</small>", "6,100.00", "An English &lt;b&gt;sentence&lt;/b&gt;")
                .contains("Tax credit at stake: $188,800.00")
                .doesNotContain("style=", "<b>sentence");
        List<String> rest = keys(page(next(first)));
        assertThat(rest).hasSize(10).endsWith("PAGES-3", "PAGES-2");
    }

    @Test
    void the_credit_of_a_claim_that_two_exceptions_hold_back_is_at_stake_once() throws Exception {
        BigDecimal before = creditOfRuleHolds();
        jdbc.sql("update exception_case set stable_subject = 'R PAGES-61' where basis = 'pages-60'")
                .update();

        assertThat(page("/exceptions?rule=" + RULE)).contains("<small>60</small>", "Tax credit at stake: $182,800.00");
        assertThat(creditOfRuleHolds()).as("overview").isEqualByComparingTo(before.subtract(new BigDecimal("6000")));
    }

    private BigDecimal creditOfRuleHolds() {
        return attention.items().stream()
                .filter(item -> item.kind() == AttentionItem.Kind.EXCEPTIONS)
                .filter(item -> ExceptionType.RULE_HOLD.name().equals(item.part()))
                .map(AttentionItem::credit)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_api_lists_what_the_page_lists() throws Exception {
        JsonNode first = new ObjectMapper().readTree(page("/api/v1/exceptions?size=50&rule=" + RULE));

        assertThat(first.at("/total").asLong()).isEqualTo(60);
        assertThat(first.at("/exceptions")).hasSize(50);
        assertThat(first.at("/exceptions/0/about").asText()).isEqualTo("PAGES-61");
        assertThat(first.at("/exceptions/0/amount").asText()).isEqualTo("6100");
        assertThat(first.at("/exceptions/0/amountOf").asText()).isEqualTo("CREDIT");
        assertThat(first.at("/exceptions/0/record").asText()).isEqualTo(file + ":61");
        JsonNode rest = new ObjectMapper()
                .readTree(page("/api/v1/exceptions?size=50&rule=" + RULE + "&after="
                        + first.at("/next").asText()));
        assertThat(rest.at("/exceptions")).hasSize(10);
        assertThat(rest.at("/next").isNull()).isTrue();
    }

    @Test
    void every_order_reaches_every_exception_once() throws Exception {
        for (String order :
                List.of("amount", "oldest", "newest", "type", "key", "rule", "assigned", "problem", "noted", "state")) {
            List<String> read = new ArrayList<>();
            String address = "/exceptions?size=7&sort=" + order + "&rule=" + RULE;
            while (address != null) {
                String html = page(address);
                read.addAll(keys(html));
                address = html.contains("rel=\"next\"") ? next(html) : null;
            }
            assertThat(read).as(order).hasSize(60).doesNotHaveDuplicates();
        }
    }

    @Test
    void headings_sort_by_problem_last_note_and_state_and_the_download_follows() throws Exception {
        jdbc.sql("update exception_case set detail = 'A =1+1' where id = :id")
                .param("id", id(20))
                .update();
        jdbc.sql("update exception_case set closed_at = now(), closed_by = 'DATA' where id = :id")
                .param("id", id(30))
                .update();
        jdbc.sql(
                        """
                        insert into exception_note (exception_id, note, author, written_at)
                        values (:first, '=1+1', 'v', now()), (:second, 'later', 'v', now())
                        """)
                .param("first", id(40))
                .param("second", id(50))
                .update();
        String list = "?state=all&rule=" + RULE + "&sort=";

        assertThat(keys(page("/exceptions" + list + "problem"))).startsWith("PAGES-20");
        assertThat(keys(page("/exceptions" + list + "state"))).startsWith("PAGES-30");
        String noted = page("/exceptions" + list + "noted");
        assertThat(keys(noted)).startsWith("PAGES-50", "PAGES-40");
        assertThat(noted).contains("aria-sort=\"descending\"", "sort=-noted", "sort=problem", "sort=state");
        List<String> rows =
                page("/exceptions.csv" + list + "noted").lines().skip(1).toList();
        assertThat(rows).hasSize(60);
        assertThat(rows.get(0)).contains("PAGES-50", ",later,");
        assertThat(rows.get(1)).contains("PAGES-40", ",'=1+1,");
    }

    @Test
    void filters_are_in_the_address() throws Exception {
        assertThat(keys(page("/exceptions?minimum=6000&rule=" + RULE))).containsExactly("PAGES-61", "PAGES-60");
        assertThat(keys(page("/exceptions?key=" + sealed.of("pages-4") + "&sort=key&rule=" + RULE)))
                .hasSize(11)
                .startsWith("PAGES-4", "PAGES-40");
        assertThat(keys(page("/exceptions?type=DUPLICATE_KEY&rule=" + RULE))).isEmpty();
        assertThat(keys(page("/exceptions?state=CLOSED&rule=" + RULE))).isEmpty();
        jdbc.sql("update exception_case set assigned_to = 'v' where basis = 'pages-9'")
                .update();
        jdbc.sql("update exception_case set closed_at = now(), closed_by = 'DATA' where basis = 'pages-10'")
                .update();
        assertThat(keys(page("/exceptions?assigned=me&rule=" + RULE))).containsExactly("PAGES-9");
        assertThat(keys(page("/exceptions?assigned=" + sealed.of("v") + "&rule=" + RULE)))
                .containsExactly("PAGES-9");
        assertThat(page("/exceptions?assigned=none&size=200&rule=" + RULE)).contains("<small>58</small>");
        assertThat(keys(page("/exceptions?state=CLOSED&rule=" + RULE))).containsExactly("PAGES-10");
        assertThat(page("/exceptions?state=all&rule=" + RULE)).contains("<small>60</small>");
        assertThat(web.perform(get("/exceptions?minimum=x").with(user("v").roles("VIEWER")))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void the_list_downloads_as_csv_and_as_a_table_to_decide_in() throws Exception {
        List<String> rows = page("/exceptions.csv?rule=" + RULE).lines().toList();
        assertThat(rows).hasSize(61);
        assertThat(rows.get(0)).contains("id,revision,type,state,about");
        assertThat(rows.get(1)).contains("RULE_HOLD,OPEN,PAGES-61," + RULE, "6100,CREDIT");

        List<String> table =
                page("/exceptions/table.csv?minimum=6000&rule=" + RULE).lines().toList();
        assertThat(table).hasSize(3);
        assertThat(table.get(0)).endsWith("decision,chosen,reason");
    }

    @Test
    void the_export_of_the_api_has_the_filters_and_the_order_of_the_list() throws Exception {
        jdbc.sql("update exception_case set closed_at = now(), closed_by = 'DATA' where id = :id")
                .param("id", id(10))
                .update();
        String export = "/api/v1/exceptions/export.csv?rule=" + RULE;
        assertThat(export(export)).as("without a state the open ones").noneMatch(row -> row.contains(",CLOSED,"));
        assertThat(export(export + "&state=CLOSED"))
                .singleElement()
                .asString()
                .contains("RULE_HOLD,CLOSED,PAGES-10," + RULE)
                .endsWith(",,,,");
        assertThat(export(export + "&state=ALL")).hasSize(60);
        assertThat(export(export + "&assigned=none&minimum=6000")).hasSizeBetween(1, 2);
        assertThat(export(export + "&key=" + sealed.of("pages-12")))
                .singleElement()
                .asString()
                .contains("PAGES-12", "ACCEPT REJECT");
        List<String> ascending = export(export + "&sort=-amount");
        List<String> descending = new ArrayList<>(export(export + "&sort=amount"));
        Collections.reverse(descending);
        assertThat(ascending).isEqualTo(descending);
        assertThat(web.perform(get(export + "&state=NONE").with(user("v").roles("VIEWER")))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(400);
    }

    private List<String> export(String path) throws Exception {
        return page(path).lines().skip(1).toList();
    }

    private static String next(String html) {
        return Pattern.compile("<a href=\"([^\"]+)\" rel=\"next\"")
                .matcher(html)
                .results()
                .map((MatchResult found) -> found.group(1).replace("&amp;", "&"))
                .findFirst()
                .orElseThrow();
    }
}
