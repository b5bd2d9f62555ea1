// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.testing.Chromium;
import ca.tradeshub.testing.HubTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The pages in a real browser: axe finds nothing, no page scrolls sideways, and the refresh leaves alone what its reader
 * has in hand. Without a Chromium the tests are skipped, except in continuous integration, which installs one.
 */
@HubTest
class BrowserTest {

    private static final List<Integer> WIDTHS = List.of(400, 800, 1280, 1920);

    /** Pages refresh every half second instead of every five. A wait of minutes ends when a test calls {@code longWait}. */
    private static final String SOONER =
            """
            { const wait = window.setTimeout;
              window.setTimeout = (work, time, ...more) =>
                time > 60000 ? (window.longWait = work) : wait(work, time / 10, ...more); }
            """;

    /** The rows of a table have one structure; axe needs minutes for the hundreds of some. */
    private static final String FEWER_ROWS =
            "document.querySelectorAll('tbody').forEach(t => [...t.rows].slice(25).forEach(row => row.remove())); true";

    /** What the keyboard must reach: visible, enabled, and of the options of a choice the group. */
    private static final String REACHABLE =
            """
            (() => { const names = new Set();
                     return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
                       .filter(e => e.type !== 'hidden' && !e.disabled && e.checkVisibility({visibilityProperty: true}))
                       .filter(e => e.type !== 'radio' || !names.has(e.name) && names.add(e.name)); })()
            """;

    @Value("${local.server.port}")
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Parking parking;

    private static Chromium browser;
    private long file;
    private long exception;

    @BeforeAll
    static void a_browser() throws IOException, InterruptedException {
        assumeThat(Chromium.isInstalled() || System.getenv("CI") != null)
                .as("Chromium is installed")
                .isTrue();
        browser = new Chromium();
        browser.beforeEachPage(SOONER);
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void a_ledger_and_an_operator() {
        file = jdbc.sql(
                        """
                        insert into file (sender, feed, name, logical_name, file_date, sequence, archive_sha256,
                                          content_sha256, size_bytes, received_at, state, records, amount, source_moved,
                                          rules_digest)
                        values ('browser', 'payroll', 'PAY_123026635_20170131_000780.csv',
                                'PAY_123026635_20170131_000780.csv', '2017-01-31', 780, repeat('a', 64), repeat('f', 64),
                                10, now(), 'APPLIED', 1203, 33800.50, true, 'r')
                        returning id
                        """)
                .query(Long.class)
                .single();
        jdbc.sql(
                        """
                        insert into balance_delta values (:f, 'HELD', 1200, 33000.00), (:f, 'REJECTED', 3, 800.50);
                        insert into finding (file_id, line, rule, outcome, message_en, message_fr, citation)
                        values (:f, 3, 'FMT-03', 'reject', 'An English sentence', 'Une phrase en français', 'O. Reg. 1');
                        insert into record (file_id, line, byte_offset, byte_length, feed, record_key, amount,
                                            state, rule, changed_at)
                        select :f, line, 0, 1, 'P', '123026635RP0001/BROWSER-' || line, 800.50, 'REJECTED', 'FMT-03',
                               now()
                          from generate_series(3, 70) line;
                        with m as (
                            insert into message (queue, contract, message_id, record_key, group_id, version, kind, body,
                                                 body_digest, rules_digest, mapping_digest, decided_at)
                            select 'browser.queue', 'tax-credit-claim/1', 'browser-' || version,
                                   '123026635RP0001/TA-2015-000101/2016-12-31', 'g', version, kind,
                                   '{"computation":{"credit":"' || version || '000.00"},"apprentice":{"familyName":"Roy"}}',
                                   'd', 'd', 'd', now()
                              from (values (801, 'NEW'), (802, 'AMEND')) as v (version, kind) returning id),
                        sent as (
                            insert into delayed_message (id, queue, group_id, attempts, sent_at)
                            select id, 'browser.queue', 'g', 1, now() from m)
                        insert into message_source select id, :f, '{[3,40)}' from m;
                        insert into dead_letter (id, since) select id, now() from message where message_id = 'browser-801';
                        with held as (
                            insert into exception_case (type, subject, stable_subject, basis, rule, detail, detail_fr,
                                                        amount, amount_of, sides, opened_at)
                            values ('RULE_HOLD', 'record:' || :f || ':3', 'P BROWSER-3', 'browser-3', 'BROWSER-RULE',
                                    'An English sentence', 'Une phrase en français', 800.50, 'WAGES',
                                    cast('[{"source":"browser","file":' || :f || ',"line":3,"value":"70.5",'
                                        || '"choice":"left"}]' as jsonb), now())
                            returning id)
                        insert into exception_record select id, :f, 3 from held
                        """)
                .param("f", file)
                .update();
        exception = jdbc.sql("select id from exception_case where rule = 'BROWSER-RULE'")
                .query(Long.class)
                .single();
        open("/login?lang=en");
        if (browser.evaluate("document.querySelector('[name=username]') !== null")
                .asBoolean()) {
            browser.leave(
                    """
                    document.querySelector('[name=username]').value = 'operator';
                    document.querySelector('[name=password]').value = 'demo';
                    document.querySelector('main form').submit()
                    """);
        }
    }

    @AfterEach
    void leave_no_trace() {
        browser.cutOff(false);
        jdbc.sql(
                        """
                        delete from exception_record where file_id = :f;
                        delete from exception_case where rule = 'BROWSER-RULE';
                        delete from message_source where file_id = :f;
                        delete from dead_letter where id in (select id from message where message_id like 'browser-%');
                        delete from delayed_message where id in (
                            select id from message where message_id like 'browser-%');
                        delete from message where message_id like 'browser-%';
                        delete from record where file_id = :f;
                        delete from finding where file_id = :f;
                        delete from balance_delta where file_id = :f;
                        delete from parked where reference like 'test:browser%';
                        delete from alarm where code = 'WORK-PARKED' or subject = 'browser.queue';
                        delete from file where id = :f
                        """)
                .param("f", file)
                .update();
    }

    @Test
    void axe_finds_nothing_and_no_page_scrolls_sideways_at_any_width_in_any_language() throws IOException {
        parking.park("deliver", "test:browser", new Text("A cause", "Une cause"));
        List<String> found = new ArrayList<>();
        for (String page : List.of(
                "/",
                "/exceptions?sort=-amount",
                "/exceptions/" + exception,
                "/files",
                "/files/" + file,
                "/files/999999",
                "/records",
                "/records?file=" + file + "&sort=amount",
                "/records?rule=none",
                "/messages",
                "/messages/browser-801",
                "/messages/browser-802",
                "/explain/" + file + ":3",
                "/law",
                "/search",
                "/sequences",
                "/acknowledgements")) {
            for (String language : List.of("en", "fr")) {
                open(page + (page.contains("?") ? "&" : "?") + "lang=" + language);
                found.addAll(findings(page + " " + language));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void axe_finds_nothing_on_the_previews_of_bulk_actions_and_tables_the_results_of_a_search_and_the_login()
            throws IOException {
        List<String> found = new ArrayList<>();
        for (String language : List.of("en", "fr")) {
            open("/exceptions?lang=" + language);
            browser.leave(
                    """
                    document.getElementById('select-%d').checked = true;
                    document.getElementById('bulk-action').value = 'note';
                    document.getElementById('bulk-text').value = 'a note';
                    document.getElementById('bulk-check').click()
                    """
                            .formatted(exception));
            assertThat(path()).isEqualTo("/exceptions/bulk");
            found.addAll(findings("bulk " + language));
            open("/exceptions?lang=" + language);
            browser.leave(
                    """
                    (() => { const table = new DataTransfer();
                             table.items.add(new File(['id,revision,decision,chosen,reason\\r\\n%d,1,ACCEPT,,why\\r\\n'], 't.csv'));
                             document.getElementById('table-file').files = table.files;
                             document.getElementById('table-check').click(); })()
                    """
                            .formatted(exception));
            assertThat(path()).isEqualTo("/exceptions/table");
            found.addAll(findings("table " + language));
            browser.leave(
                    """
                    document.getElementById('search').value = '123026635RP0001/BROWSER-5';
                    document.querySelector('form.search').requestSubmit()
                    """);
            found.addAll(findings("search " + language));
            open("/login?lang=" + language);
            found.addAll(findings("login " + language));
        }
        assertThat(found).isEmpty();
    }

    /** What is wrong with the page that the browser shows, at every width. */
    private static List<String> findings(String page) throws IOException {
        List<String> found = new ArrayList<>();
        browser.evaluate(resource("/axe.min.js") + "; true");
        for (int width : WIDTHS) {
            browser.resize(width, 900);
            if (browser.evaluate("document.documentElement.scrollWidth > window.innerWidth")
                    .asBoolean()) {
                found.add(page + " scrolls sideways at " + width);
            }
        }
        browser.evaluate(FEWER_ROWS);
        for (int width : WIDTHS) {
            browser.resize(width, 900);
            // The layout is one of two: below and above 980 pixels. The language changes neither colours nor structure.
            if (width == 400 || width == 1280 && page.endsWith(" en")) {
                browser.evaluate("axe.run({resultTypes: ['violations']}).then(r => r.violations.map("
                                + "v => v.id + ' ' + v.nodes.map(n => n.html.slice(0, 120)).join(' | ')))")
                        .forEach(violation -> found.add(page + " " + width + ": " + violation.asText()));
            }
        }
        return found;
    }

    @Test
    void the_refresh_keeps_focus_selection_and_what_is_typed_while_figures_change() {
        open("/?lang=en");
        browser.evaluate(
                """
                document.getElementById('search').focus();
                document.getElementById('search').value = 'TA-2015';
                """);
        parking.park("deliver", "test:browser-1", new Text("The first cause", "La première cause"));
        browser.await("document.body.textContent.includes('The first cause')");
        assertThat(browser.evaluate("document.activeElement.id + ' ' + document.activeElement.value")
                        .asText())
                .isEqualTo("search TA-2015");

        browser.evaluate(
                """
                (() => { const cause = [...document.querySelectorAll('td span')].find(e => e.textContent === 'The first cause');
                         getSelection().selectAllChildren(cause); })()
                """);
        parking.park("deliver", "test:browser-2", new Text("The second cause", "La deuxième cause"));
        browser.evaluate("window.stamp = document.querySelector('.stamp').textContent");
        browser.await("document.querySelector('.stamp').textContent !== window.stamp");
        assertThat(browser.evaluate("getSelection().toString()").asText()).isEqualTo("The first cause");
    }

    @Test
    void the_refresh_keeps_the_notice_of_what_was_done() {
        parking.park("deliver", "test:browser-3", new Text("A cause", "Une cause"));
        open("/?lang=en");
        browser.leave("document.querySelector('button[aria-label*=\"test:browser-3\"]').click()");
        String notice = "document.querySelector('main .notice[role=status]').textContent";
        String shown = browser.evaluate(notice).asText();
        assertThat(shown).contains("test:browser-3");
        parking.park("deliver", "test:browser-4", new Text("Another cause", "Une autre cause"));
        browser.await("document.body.textContent.includes('Another cause')");
        assertThat(browser.evaluate(notice).asText()).isEqualTo(shown);
    }

    @Test
    void the_page_shows_that_the_hub_does_not_answer_and_recovers() {
        open("/?lang=en");
        String opacity = "getComputedStyle(document.querySelector('main section')).opacity"
                + " + ' ' + getComputedStyle(document.querySelector('main section')).filter";
        String usual = browser.evaluate(opacity).asText();
        browser.cutOff(true);
        browser.await("!document.getElementById('silence').hidden");
        assertThat(browser.evaluate("document.getElementById('silence').textContent")
                        .asText())
                .matches(
                        "The hub has not answered since \\d\\d:\\d\\d:\\d\\d\\. The figures on this page are older than that\\.");
        assertThat(browser.evaluate("document.querySelector('main').classList.contains('stale')")
                        .asBoolean())
                .isTrue();
        assertThat(browser.evaluate(opacity).asText()).as("greyed").isNotEqualTo(usual);
        browser.cutOff(false);
        browser.await("document.getElementById('silence').hidden"
                + " && !document.querySelector('main').classList.contains('stale')");
    }

    @Test
    void an_operator_searches_filters_and_goes_to_the_next_page_without_a_personal_number_in_an_address() {
        open("/records?file=" + file + "&lang=en");
        browser.leave("document.querySelector('a[rel=next]').click()");
        assertThat(browser.evaluate("document.querySelectorAll('main tbody tr').length")
                        .asInt())
                .isEqualTo(18);
        browser.leave(
                """
                document.getElementById('search').value = '123026635RP0001/BROWSER-5';
                document.querySelector('form.search').requestSubmit()
                """);
        assertThat(browser.evaluate("location.pathname + location.search").asText())
                .as("the number of the search in the session")
                .matches("/search\\?found=\\d+");
        browser.leave("document.querySelector('main tbody th a').click()");
        assertThat(browser.evaluate("location.pathname").asText()).isEqualTo("/explain/" + file + ":5");
    }

    @Test
    void the_header_has_one_row_at_1280_pixels_in_both_languages() {
        browser.resize(1280, 900);
        for (String language : List.of("en", "fr")) {
            open("/files?lang=" + language);
            assertThat(browser.evaluate("document.querySelector('header').getBoundingClientRect().height")
                            .asInt())
                    .as(language)
                    .isLessThan(65);
        }
    }

    @Test
    void the_keyboard_reaches_every_action_with_a_visible_focus() {
        browser.resize(1280, 900);
        for (String page : List.of(
                "/exceptions?rule=BROWSER-RULE",
                "/exceptions/" + exception,
                "/records?size=3&file=" + file,
                "/messages/browser-801",
                "/explain/" + file + ":3")) {
            open(page + (page.contains("?") ? "&" : "?") + "lang=en");
            browser.evaluate("window.reached = new Set(); window.unseen = []; window.wanted = " + REACHABLE + "; true");
            int most = browser.evaluate("wanted.length").asInt() + 12;
            for (int i = 0; i < most; i++) {
                browser.press("Tab", 9);
                browser.evaluate(
                        """
                        (() => { const e = document.activeElement, style = getComputedStyle(e);
                                 if (e !== document.body && !reached.has(e)) {
                                   reached.add(e);
                                   if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) unseen.push(e.outerHTML.slice(0, 90));
                                 }
                                 return true; })()
                        """);
            }
            assertThat(browser.evaluate(
                                    "wanted.filter(e => !reached.has(e)).map(e => e.outerHTML.slice(0, 90)).join('\\n')")
                            .asText())
                    .as(page)
                    .isEmpty();
            assertThat(browser.evaluate("unseen.join('\\n')").asText())
                    .as("focus of " + page)
                    .isEmpty();
        }
    }

    @Test
    void after_an_action_its_outcome_has_the_focus_and_keeps_it_over_a_refresh() {
        open("/exceptions/" + exception + "?lang=en");
        browser.leave("document.getElementById('assign').click()");
        assertThat(browser.evaluate("document.activeElement.textContent").asText())
                .isNotBlank()
                .isEqualTo(browser.evaluate("document.querySelector('main .notice').textContent")
                        .asText());

        parking.park("deliver", "test:browser-5", new Text("A cause", "Une cause"));
        open("/?lang=en");
        browser.leave("document.querySelector('button[aria-label*=\"test:browser-5\"]').click()");
        parking.park("deliver", "test:browser-6", new Text("Another cause", "Une autre cause"));
        browser.await("document.body.textContent.includes('Another cause')");
        assertThat(browser.evaluate("document.activeElement.className").asText())
                .isEqualTo("notice");
    }

    @Test
    void a_double_click_sends_a_form_once_and_a_page_that_is_shown_again_sends_again() {
        open("/exceptions/" + exception + "?lang=en");
        browser.evaluate(
                """
                window.sent = 0;
                document.addEventListener('submit', (event) => { if (!event.defaultPrevented) sent++; event.preventDefault(); });
                document.getElementById('note').value = 'Called the employer';
                window.send = () => document.getElementById('add-note').click();
                send();
                send();
                true
                """);
        assertThat(browser.evaluate("sent").asInt()).as("a double click").isEqualTo(1);
        browser.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true})); send(); true");
        assertThat(browser.evaluate("sent").asInt()).as("the way back").isEqualTo(2);
    }

    @Test
    void a_small_screen_has_room_for_long_keys_and_sources() {
        jdbc.sql(
                        """
                        update exception_case
                           set stable_subject = 'P 800346488RP0001/TA-2015-005031/2016-12-31', type = 'VALUE_MISMATCH',
                               sides = cast('[{"source":"payroll-maple/PAY_800346488_20170410_000002.csv","value":"900000.00",'
                                   || '"choice":"left"},{"source":"payroll-maple/PAY_800346488_20170410_000001.csv",'
                                   || '"value":"500000.00","choice":"right"}]' as jsonb)
                         where id = :id
                        """)
                .param("id", exception)
                .update();
        browser.resize(400, 900);
        open("/exceptions/" + exception + "?lang=fr");
        assertThat(browser.evaluate("document.querySelector('.option label').textContent")
                        .asText())
                .contains("PAY_800346488_20170410_00000");
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(400);
        open("/exceptions?rule=BROWSER-RULE&lang=en");
        assertThat(browser.evaluate(
                                """
                                (() => { const box = document.querySelector('.pick input').getBoundingClientRect();
                                         return [...document.querySelector('.worklist tbody th a').getClientRects()]
                                           .some(r => r.right > box.left && r.bottom > box.top && r.top < box.bottom); })()
                                """)
                        .asBoolean())
                .as("the box is beside the key")
                .isFalse();
    }

    /** Reveals the personal values of a message and leaves the page open. */
    private void reveal() {
        open("/messages/browser-802?lang=en");
        if (browser.evaluate("document.getElementById('reveal') !== null").asBoolean()) {
            browser.leave(
                    """
                    document.getElementById('reveal-reason').value = 'A complaint';
                    document.getElementById('reveal').click()
                    """);
        }
        assertThat(browser.evaluate(IS_REVEALED).asBoolean()).isTrue();
    }

    private static final String IS_REVEALED = "document.querySelector('main').textContent.includes('Roy')";

    /** Does something on a page with revealed values, and waits until the page is loaded again. */
    private static void masks(String what) {
        assertThat(browser.evaluate("window.left = true; " + what + "; " + IS_REVEALED + " ? 'shown' : 'masked'")
                        .asText())
                .as(what)
                .isEqualTo("masked");
        browser.await("!window.left && document.readyState === 'complete'");
    }

    @Test
    void revealed_values_leave_the_page_when_their_time_is_over_whatever_the_clock_of_the_browser_shows() {
        String clock = "{ const now = Date.now; Date.now = () => now() %s; }";

        reveal();
        masks("longWait()");
        reveal();
        masks(clock.formatted("- 3600000") + "longWait()");
        reveal();
        masks(clock.formatted("- 3600000") + "document.dispatchEvent(new Event('visibilitychange'))");
        reveal();
        masks(clock.formatted("+ 3600000") + "document.dispatchEvent(new Event('visibilitychange'))");
        reveal();
        masks("performance.now = () => 601000; document.dispatchEvent(new Event('visibilitychange'))");

        reveal();
        browser.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        assertThat(browser.evaluate(IS_REVEALED).asBoolean()).as("before").isTrue();
    }

    @Test
    void a_page_with_revealed_values_that_is_left_keeps_none_of_them_for_the_way_back() {
        String event = "window.dispatchEvent(new PageTransitionEvent('%s', {persisted: true}))";

        reveal();
        assertThat(browser.evaluate(event.formatted("pagehide") + "; " + IS_REVEALED + " ? 'shown' : 'masked'")
                        .asText())
                .isEqualTo("masked");
        masks(event.formatted("pageshow"));

        reveal();
        masks(event.formatted("pageshow"));
    }

    private static String path() {
        return browser.evaluate("location.pathname").asText();
    }

    private void open(String path) {
        browser.open("http://127.0.0.1:" + port + path);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(BrowserTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
