// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.console.lists.MessagesPage;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The page of a message, and the history of its key. */
class MessagesPageTest extends ListPages {

    @Test
    void the_page_of_a_message_shows_what_the_queue_was_told_on_a_day_and_what_changed() throws Exception {
        assertThat(page("/messages/list-pages-2?asOf=2026-03-01"))
                .contains("By the end of 2026-03-01 the queue had version 1 (New), sent on 2026-03-01 23:59:59.")
                .contains("trade.code", "309A", "310S", "AAAAAAAA", "/explain/" + file + ":6\">6</a>")
                .doesNotContain("Tremblay", "reveal-reason");
        assertThat(page("/messages/list-pages-2?asOf=2026-03-02")).contains("the queue had version 2 (Amendment)");
        assertThat(page("/messages/list-pages-1?asOf=2026-02-28"))
                .contains("By the end of 2026-02-28 the queue had received nothing about this key.");
        jdbc.sql("insert into dead_letter (id, since) select id, now() from message where message_id = 'list-pages-2'")
                .update();
        assertThat(page("/messages?status=DEAD_LETTER")).contains("list-pages-2", "Dead letter, not delivered");
        assertThat(page("/messages/list-pages-2")).contains("has received version 1 (New)");
    }

    @Test
    void a_day_that_is_not_over_counts_until_now_on_the_page_and_by_the_api() throws Exception {
        assertThat(page("/messages/list-pages-2?asOf=9999-12-31"))
                .contains(
                        "Until now the queue has received version 2 (Amendment), sent on 2026-03-02",
                        "Resolutions in force now")
                .doesNotContain("By the end of 9999-12-31 the queue had");
        assertThat(page("/messages/list-pages-2?asOf=9999-12-31&lang=fr")).contains("Jusqu", "la version 2 (");
        assertThat(api("/api/v1/messages/list-pages-2/history?asOf=9999-12-31")
                        .at("/inForce/message/messageId")
                        .asText())
                .isEqualTo("list-pages-2");
        assertThat(page("/messages/list-pages-2?asOf=0001-01-01"))
                .contains("By the end of 0001-01-01 the queue had received nothing about this key.");
        assertThat(api("/api/v1/messages/list-pages-2/history?asOf=0001-01-01")
                        .path("inForce")
                        .isNull())
                .isTrue();
    }

    @Test
    void today_is_the_day_in_ontario() {
        Clock halfPastEleven = Clock.fixed(Instant.parse("2026-03-02T04:30:00Z"), ZoneOffset.UTC);
        assertThat(MessagesPage.day(null, halfPastEleven)).isEqualTo("2026-03-01");
        assertThat(MessagesPage.day("", halfPastEleven)).isEqualTo("2026-03-01");
    }

    @Test
    void the_history_names_what_led_to_each_version_and_the_resolutions_of_the_day() throws Exception {
        long exception = anAcceptanceOfLine6();
        try {
            String page = page("/messages/list-pages-2?asOf=2026-03-01");
            assertThat(page)
                    .contains(
                            "Resolutions in force at the end of 2026-03-01",
                            "<a href=\"/exceptions/" + exception + "\">Accept as sent</a>",
                            "decided by anna, approved by boris on 2026-03-01 23:59:59",
                            "called *** *** ***",
                            "<a href=\"/files/" + file + "\">file REG_20170131_000779.ndjson</a>",
                            "<a href=\"/exceptions/" + exception + "\">a resolution by anna</a>",
                            "<strong>Version 2</strong>: cause not determined: no file, resolution or rule set")
                    .doesNotContain("130 692 544");
            assertThat(page("/messages/list-pages-2?asOf=2026-03-01&lang=fr"))
                    .contains(
                            "Règlements en vigueur à la fin du 2026-03-01",
                            "approuvé par boris",
                            "cause non déterminée\u00a0: ");
            assertThat(page("/messages/list-pages-2?asOf=2026-03-03"))
                    .contains("Resolutions in force at the end of 2026-03-03")
                    .doesNotContain("called *** *** ***");

            JsonNode history = api("/api/v1/messages/list-pages-2/history?asOf=2026-03-01");
            assertThat(history.at("/resolutions/0/kind").asText()).isEqualTo("ACCEPT");
            assertThat(history.at("/resolutions/0/exception").asLong()).isEqualTo(exception);
            assertThat(history.at("/resolutions/0/reason").asText()).isEqualTo("called *** *** ***");
            assertThat(history.at("/versions/1/causes").findValuesAsText("kind"))
                    .containsExactly("FILE", "RESOLUTION");
            assertThat(history.at("/versions/0/causes").findValuesAsText("kind"))
                    .containsExactly("UNDETERMINED");
            assertThat(history.at("/versions/0/causes/0/text/en").asText()).startsWith("cause not determined");
            assertThat(history.at("/versions/0/causes/0/text/fr").asText()).startsWith("cause non déterminée");
            assertThat(api("/api/v1/messages/list-pages-2/history?asOf=2026-03-03")
                            .path("resolutions"))
                    .isEmpty();
        } finally {
            jdbc.sql(
                            """
                            delete from resolution where exception_id = :id;
                            delete from exception_record where exception_id = :id;
                            delete from exception_case where id = :id
                            """)
                    .param("id", exception)
                    .update();
        }
    }

    /** Approved in the last second of 1 March in Ontario and undone on 3 March. */
    private long anAcceptanceOfLine6() {
        return jdbc.sql(
                        """
                        with held as (
                            insert into exception_case (type, subject, stable_subject, basis, rule, detail, detail_fr,
                                                        opened_at, closed_at, closed_by)
                            values ('RULE_HOLD', 'record:' || :f || ':6', 'R LIST-PAGES-6', 'list-pages', 'LIST-RULE',
                                    'A sentence', 'Une phrase', '2026-03-01T12:00:00Z', '2026-03-02T04:59:59Z', 'DATA')
                            returning id),
                        concerned as (
                            insert into exception_record select id, :f, 6 from held)
                        insert into resolution (exception_id, kind, basis, reason, author, decided_at, needs_approval,
                                                approver, approved_at, undone_by, undone_at, undo_reason)
                        select id, 'ACCEPT', 'list-pages', 'called 130 692 544', 'anna', '2026-03-01T12:00:00Z', true,
                               'boris', '2026-03-02T04:59:59Z', 'carla', '2026-03-03T15:00:00Z', 'wrong'
                          from held
                        returning exception_id
                        """)
                .param("f", file)
                .query(Long.class)
                .single();
    }
}
