// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import ca.tradeshub.console.typed.TypedText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MvcResult;

/** What waits for a second person, on the page of its exception. */
class WaitingActsPageTest extends ExceptionPages {

    @Test
    void a_decision_waits_for_another_person_who_can_decline_it() throws Exception {
        String address = "/exceptions/" + id(6);
        assertThat(body(get(address).with(operator())))
                .contains("value=\"ACCEPT\"", "value=\"REJECT\"", "A second person approves", "id=\"resolve\"");
        assertThat(page(address)).contains("Accept as sent").doesNotContain("name=\"resolution\"");

        MvcResult made = send(resolve(6, 1, "ACCEPT", "Checked with 046 454 286"));
        assertThat(notice(made))
                .isEqualTo("Decided: Accept as sent. It has an effect when another person has approved it.");
        assertThat(page("/exceptions?state=AWAITING_APPROVAL&rule=" + RULE))
                .contains("PAGES-6", "Waiting for approval", "Accept as sent, by o");
        assertThat(body(get(address).with(both("o"))))
                .contains("Checked with *** *** ***", "Another person must approve it.")
                .doesNotContain("id=\"approve\"", "046 454 286");
        assertThat(body(get(address).with(both("a")))).contains("id=\"approve\"", "id=\"decline\"");

        String resolution = text("select max(id) from resolution");
        MvcResult byAuthor = send(post(address + "/approve")
                .param("resolution", resolution)
                .param("revision", "1")
                .with(both("o")));
        assertThat(problem(byAuthor)).startsWith("You made this decision yourself");
        MvcResult stale = send(post(address + "/approve")
                .param("resolution", resolution)
                .param("revision", "7")
                .with(both("a")));
        assertThat(problem(stale)).startsWith("The exception has changed");
        assertThat(send(bulk("/exceptions/bulk", "approve", "", 6).with(both("o")))
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("Possible for 0 of 1.", "You made this decision yourself.");

        String approvable = send(bulk("/exceptions/bulk", "approve", "", 6)
                        .with(user("a").roles("VIEWER", "APPROVER")))
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(approvable)
                .contains(
                        "Possible for 1 of 1.",
                        "Accept as sent, decided by o.",
                        "value=\"" + id(6) + ":1:" + resolution + "\"");
        assertThat(notice(
                        send(bulk("/exceptions/bulk/confirm", "approve", "", 6).with(both("a")))))
                .as("no preview named the resolution")
                .startsWith("Approve: done for 0 of 1");

        MvcResult declined = send(post(address + "/decline")
                .param("resolution", resolution)
                .param("reason", "Not enough")
                .with(both("a")));
        assertThat(notice(declined)).isEqualTo("Declined. The exception is open again.");
        assertThat(page(address)).contains("ended by a", "Not enough");
        assertThat(keys(page("/exceptions?state=OPEN&key=" + sealed.of("pages-6") + "&rule=" + RULE)))
                .contains("PAGES-6");
    }

    @Test
    void the_table_of_the_list_offers_to_approve_what_waits() throws Exception {
        send(resolve(6, 1, "ACCEPT", "Checked"));
        jdbc.sql("update exception_case set closed_at = now(), closed_by = 'DATA' where id = :id")
                .param("id", id(7))
                .update();

        assertThat(page("/exceptions/table.csv?state=ALL&rule=" + RULE))
                .contains("AWAITING_APPROVAL,PAGES-6,", "ACCEPT (o): Checked,APPROVE,", ",OPEN,PAGES-8,")
                .doesNotContain("PAGES-7,");
        assertThat(page("/exceptions/table.csv?state=AWAITING_APPROVAL&rule=" + RULE)
                        .lines())
                .hasSize(2);
    }

    @Test
    void who_approves_reads_what_the_decision_would_do() throws Exception {
        String address = "/exceptions/" + id(6);
        assertThat(page(address)).doesNotContain("What it would do now");
        send(resolve(6, 1, "ACCEPT", "Checked"));

        String effect = body(get(address).with(both("a"))).replaceFirst("(?s).*(<div id=\"effect\">.*?</div>).*", "$1");
        assertThat(effect).contains("What it would do now", "registry.certification", "/309A");
    }

    @Test
    void what_was_typed_for_a_form_that_is_no_longer_on_the_page_is_shown() throws Exception {
        String address = "/exceptions/" + id(6);
        TypedText typed = TypedText.of("reason", "Another <b>person</b>");
        assertThat(body(get(address).flashAttr("typed", typed).with(operator())))
                .contains("id=\"reason\">Another &lt;b&gt;person&lt;/b&gt;</textarea>")
                .doesNotContain("unplaced");
        send(resolve(6, 1, "ACCEPT", "Checked"));

        assertThat(body(get(address).flashAttr("typed", typed).with(user("p").roles("VIEWER", "OPERATOR"))))
                .contains("What you typed was not stored", "id=\"unplaced\">Another &lt;b&gt;person&lt;/b&gt;<")
                .doesNotContain("id=\"reason\"");
        for (String field : List.of("note", "decline-reason", "withdraw-reason")) {
            assertThat(body(get(address)
                            .flashAttr("typed", TypedText.of(field, "text"))
                            .with(operator())))
                    .as(field)
                    .doesNotContain("unplaced");
        }
    }

    /** What the author of a decision that waits sees on its page, and what others see. */
    @Test
    void the_author_of_what_waits_can_withdraw_it_on_the_page() throws Exception {
        String address = "/exceptions/" + id(6);
        send(resolve(6, 1, "ACCEPT", "r"));
        String resolution = text("select max(id) from resolution");

        assertThat(body(get(address).with(operator())))
                .contains("id=\"withdraw\"", "Reason for withdrawing")
                .doesNotContain("id=\"undo-", "id=\"approve\"");
        assertThat(body(get(address).with(user("p").roles("VIEWER", "OPERATOR"))))
                .doesNotContain("id=\"withdraw\"", "id=\"undo-", "id=\"approve\"");
        assertThat(body(get(address).with(user("o").roles("VIEWER")))).doesNotContain("id=\"withdraw\"");
        MvcResult byOther = send(post(address + "/withdraw")
                .param("resolution", resolution)
                .param("reason", "r")
                .with(user("p").roles("VIEWER", "OPERATOR")));
        assertThat(problem(byOther)).startsWith("Only user o can withdraw what waits here.");

        MvcResult withdrawn = send(post(address + "/withdraw")
                .param("resolution", resolution)
                .param("reason", "r")
                .with(operator()));
        assertThat(notice(withdrawn)).isEqualTo("Withdrawn. The exception is open again.");
        assertThat(body(get(address).with(operator())))
                .contains("id=\"resolve\"")
                .doesNotContain("id=\"withdraw\"");
    }

    @Test
    void an_undoing_that_waits_is_shown_with_who_wants_it_and_what_each_person_can_do() throws Exception {
        String address = "/exceptions/" + id(6);
        long resolution = undoingThatWaits(6);

        String author = body(get(address).with(both("o")));
        assertThat(waiting(author))
                .startsWith(
                        "Waiting for approval Undo: Reject and return to sender, requested by o on 2026-11-20 07:30")
                .contains("Typed twice, *** *** ***", "Another person must approve it.")
                .doesNotContain("046 454 286");
        assertThat(author).contains("id=\"withdraw\"").doesNotContain("id=\"approve\"", "id=\"decline\"", "id=\"undo-");
        assertThat(author).contains("in force; its undoing waits for approval", "decided by ana on 2026-11-19");
        assertThat(waiting(body(get(address).param("lang", "fr").with(both("o")))))
                .startsWith("En attente d'approbation Annuler")
                .contains("Rejeter et retourner à l'expéditeur, demandé par o le 2026-11-20 07:30")
                .contains("Typed twice, *** *** ***", "Motif du retrait", "Retirer");

        String second = body(get(address).with(both("a")));
        assertThat(second).contains("id=\"approve\"", "id=\"decline\"").doesNotContain("id=\"withdraw\"", "id=\"undo-");
        String operator = body(get(address).with(user("p").roles("VIEWER", "OPERATOR")));
        assertThat(operator)
                .contains("A second person with the approver role approves or declines this.")
                .doesNotContain("id=\"approve\"", "id=\"decline\"", "id=\"withdraw\"", "id=\"undo-");

        assertThat(page("/exceptions?state=AWAITING_APPROVAL&rule=" + RULE))
                .contains("PAGES-6", "Undo: Reject and return to sender, by o");
        assertThat(send(bulk("/exceptions/bulk", "assign", "", 6).with(operator()))
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("Possible for 1 of 1.");
        assertThat(send(bulk("/exceptions/bulk", "approve", "", 6).with(both("a")))
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains(
                        "Possible for 1 of 1.",
                        "Undo: Reject and return to sender, requested by o.",
                        "value=\"" + id(6) + ":1:" + resolution + "\"");

        MvcResult withdrawn = send(post(address + "/withdraw")
                .param("resolution", Long.toString(resolution))
                .param("reason", "It was right")
                .with(operator()));
        assertThat(notice(withdrawn)).isEqualTo("Withdrawn. The decision stays in force.");
        assertThat(body(get(address).with(operator())))
                .contains("id=\"undo-" + resolution + "\"", "It was right")
                .doesNotContain("id=\"h-waiting\"", "id=\"withdraw\"");
    }

    /** A decision of ana that is in force, and that user o wants to undo. */
    private long undoingThatWaits(int line) {
        return jdbc.sql(
                        """
                        with closed as (
                            update exception_case set closed_at = now(), closed_by = 'RESOLUTION' where id = :id)
                        insert into resolution (exception_id, kind, basis, reason, author, decided_at, needs_approval,
                                                undo_asked_by, undo_asked_at, undo_asked_reason)
                        values (:id, 'REJECT', 'pages-' || :line, 'Too high', 'ana', '2026-11-19 12:00Z', false,
                                'o', '2026-11-20 12:30Z', 'Typed twice, 046 454 286')
                        returning id
                        """)
                .param("id", id(line))
                .param("line", line)
                .query(Long.class)
                .single();
    }

    /** The text of the part about what waits, as a person reads it. */
    private static String waiting(String html) {
        return PageText.of(html.replaceFirst("(?s).*(<section aria-labelledby=\"h-waiting\".*?</section>).*", "$1"))
                .replace("&#39;", "'")
                .replaceAll("\\s+", " ")
                .replaceAll(" ([,:]) ", "$1 ")
                .strip();
    }
}
