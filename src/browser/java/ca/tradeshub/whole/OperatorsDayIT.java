// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator's day in a real browser, on the demo: from a pay line that a rule holds to the acknowledged message of its
 * claim, with two people. Prints the clicks. Needs Chromium; {@code browser.chromium} names it.
 */
@Tag("browser")
class OperatorsDayIT {

    private static final String HELD = "123026635RP0001/108-04";
    private static final String CLAIM = "123026635RP0001/TA-2015-000108/2016-12-31";
    private static final List<String> SWITCHES = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private static final double LONGEST_WAIT = 20_000;

    private final List<String> clicks = new ArrayList<>();

    @Test
    void a_held_pay_line_is_settled_by_two_people_and_its_claim_is_acknowledged(@TempDir Path folder) throws Exception {
        try (HubProcess hub = new HubProcess(folder, "--demo").start();
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(Path.of(System.getProperty("browser.chromium", "/usr/bin/chromium")))
                                .setArgs(SWITCHES));
                Partner consumer = new Partner(hub.amqp)) {
            Awaitility.await("the demo's end")
                    .atMost(Duration.ofSeconds(180))
                    .until(() -> hub.console().contains("The demo is complete."));
            assertThat(consumer.drain(Partner.TAX, 2000))
                    .noneMatch(message -> message.key().equals(CLAIM));

            String address = "http://127.0.0.1:" + hub.http;
            theOperatorDecides(browser, address);
            assertThat(consumer.drain(Partner.TAX, 2000)).as("before the approval").isEmpty();
            theApproverApproves(browser, address);

            List<Partner.Received> sent = consumer.take(Partner.TAX, 1, 20_000);
            assertThat(sent).hasSize(1);
            assertThat(sent.get(0).key()).isEqualTo(CLAIM);
            String message = sent.get(0).body().path("messageId").asText();
            consumer.acknowledge("{\"messageId\":\"%s\",\"status\":\"POSTED\",\"at\":\"2026-11-27T12:00:00Z\"}"
                    .formatted(message));
            theOperatorSeesTheAcknowledgement(browser, address, message);
        }
        System.out.printf("An operator's day: %d clicks%n", clicks.size());
        clicks.forEach(click -> System.out.println("  " + click));
        assertThat(clicks).hasSizeLessThanOrEqualTo(20);
    }

    private void theOperatorDecides(Browser browser, String address) {
        Page page = loggedIn(browser, address, "operator");
        click(page, "overview: the exceptions of held records", page.locator("#content .attention a").filter(
                new Locator.FilterOptions().setHasText("Exceptions: Rule requires review")));
        click(page, "list: the pay line", page.getByText(HELD, new Page.GetByTextOptions().setExact(true)));
        click(page, "assign", page.locator("#assign"));
        assertThat(page.locator(".notice")).containsText("assigned to you");
        page.locator("#note").fill("Called the payroll office: the pay belongs to 2016.");
        click(page, "add the note", page.locator("#add-note"));
        assertThat(page.locator(".notes").first()).containsText("Called the payroll office");
        Locator accept = page.locator("input[name=resolution][value=ACCEPT]");
        assertThat(page.locator(".option").filter(new Locator.FilterOptions().setHas(accept)))
                .containsText("taxcredit.verification");
        click(page, "choose: accept as sent", accept);
        page.locator("#reason").fill("The service is in 2016.");
        click(page, "decide", page.locator("#resolve"));
        assertThat(page.locator(".notice")).containsText("when another person has approved it");
        assertThat(page.locator("#approve")).hasCount(0);
        click(page, "log out", page.locator(".who button"));
        page.context().close();
    }

    private void theApproverApproves(Browser browser, String address) {
        Page page = loggedIn(browser, address, "approver");
        click(page, "overview: waiting for approval", page.locator("#content .attention a").filter(
                new Locator.FilterOptions().setHasText("Waiting for approval")));
        click(page, "list: the pay line", page.getByText(HELD, new Page.GetByTextOptions().setExact(true)));
        click(page, "approve", page.locator("#approve"));
        assertThat(page.locator(".notice")).containsText("Approved.");
        click(page, "log out", page.locator(".who button"));
        page.context().close();
    }

    private void theOperatorSeesTheAcknowledgement(Browser browser, String address, String message) {
        Page page = loggedIn(browser, address, "operator");
        click(page, "navigation: messages", page.locator(".top nav a[href='/messages']"));
        click(page, "list: the claim", page.getByText(CLAIM, new Page.GetByTextOptions().setExact(true)).first());
        assertThat(page).hasURL(Pattern.compile(".*/messages/" + message));
        Awaitility.await("the acknowledgement on the page").atMost(Duration.ofSeconds(30)).until(() -> {
            page.reload();
            return page.locator("#content .notice strong").first().innerText().equals("Accepted");
        });
        page.context().close();
    }

    private Page loggedIn(Browser browser, String address, String user) {
        Page page = browser.newContext().newPage();
        page.setDefaultTimeout(LONGEST_WAIT);
        page.navigate(address + "/?lang=en");
        page.locator("[name=username]").fill(user);
        page.locator("[name=password]").fill("demo");
        click(page, "log in as " + user, page.locator("main button[type=submit]"));
        return page;
    }

    private void click(Page page, String what, Locator target) {
        target.click();
        page.waitForLoadState();
        clicks.add(what);
    }
}
