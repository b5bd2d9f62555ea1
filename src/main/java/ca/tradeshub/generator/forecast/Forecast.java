// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.forecast;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the expected results of a year to the folder {@code expected}: {@code files.ndjson} with the final balance
 * of each file, {@code claims.ndjson} with each claim, {@code summary.json} with the totals.
 */
public final class Forecast implements FileForecast, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Writer files;
    private final Writer claims;
    private final Map<String, BalanceForecast> feeds = new TreeMap<>();
    private final Map<String, Long> refusals = new TreeMap<>();
    private final MessageForecast registry = new MessageForecast();
    private final MessageForecast taxCredit = new MessageForecast();
    private final Map<String, Long> verdicts = new TreeMap<>();
    private long accepted;
    private long acceptedInPart;
    private long creditCents;

    /** Opens the files of the forecast below the folder of the year. */
    public Forecast(Path year) throws IOException {
        folder = Files.createDirectories(year.resolve("expected"));
        files = writer("files.ndjson");
        claims = writer("claims.ndjson");
    }

    private BufferedWriter writer(String name) throws IOException {
        return Files.newBufferedWriter(folder.resolve(name), StandardCharsets.UTF_8);
    }

    /** Returns the expected messages to the certification registry. */
    public MessageForecast registry() {
        return registry;
    }

    /** Returns the expected messages to the tax-credit verification. */
    public MessageForecast taxCredit() {
        return taxCredit;
    }

    @Override
    public void accepted(DropPhase phase, String sender, String file, BalanceForecast balance) throws IOException {
        boolean inPart = balance.records(FinalState.REJECTED) > 0;
        if (inPart) {
            acceptedInPart++;
        } else {
            accepted++;
        }
        feeds.computeIfAbsent(feed(sender), unused -> new BalanceForecast()).add(balance);
        ObjectNode node = file(phase, sender, file, inPart ? "ACCEPTED_IN_PART" : "ACCEPTED");
        node.set("balance", balance.toJson());
        if (inPart) {
            ObjectNode rules = node.putObject("rejectedBy");
            balance.rejectedBy().forEach(rules::put);
        }
        write(files, node);
    }

    @Override
    public void refused(DropPhase phase, String sender, String file, String code) throws IOException {
        refusals.merge(code, 1L, Long::sum);
        write(files, file(phase, sender, file, "REFUSED").put("code", code));
    }

    private static ObjectNode file(DropPhase phase, String sender, String file, String verdict) {
        return JSON.createObjectNode()
                .put("wave", phase.label())
                .put("sender", sender)
                .put("file", file)
                .put("verdict", verdict);
    }

    private static String feed(String sender) {
        return switch (sender) {
            case "employment-ontario" -> "registrations";
            case "legacy-college" -> "certificates";
            default -> "payroll";
        };
    }

    /**
     * Records the final result of a claim.
     *
     * @param claim the claim
     * @param claimed the amount that the employer claims, null if it does not state the claim
     * @param isWaiting whether the registration never arrives
     */
    public void claim(ClaimForecast claim, @Nullable String claimed, boolean isWaiting) throws IOException {
        String verdict = isWaiting ? "WAITING" : claim.verdict().name();
        verdicts.merge(verdict, 1L, Long::sum);
        ObjectNode node = JSON.createObjectNode().put("key", claim.key()).put("verdict", verdict);
        if (!isWaiting) {
            ClaimForecast.Figures figures = claim.figures();
            node.put("rule", claim.rule());
            node.set("computation", figures == null ? null : figures(claim, figures, claimed));
            creditCents +=
                    figures != null && claim.verdict() == ClaimForecast.Verdict.SUPPORTED ? figures.creditCents() : 0;
        }
        write(claims, node);
    }

    private static ObjectNode figures(ClaimForecast claim, ClaimForecast.Figures figures, @Nullable String claimed) {
        boolean isSupported = claim.verdict() == ClaimForecast.Verdict.SUPPORTED;
        return JSON.createObjectNode()
                .put("grossExpenditure", figures.expenditure().gross())
                .put("assistance", figures.expenditure().assistance())
                .put("eligibleExpenditure", figures.expenditure().eligible())
                .put("rate", figures.rate())
                .put("amountAtRate", figures.amountAtRate())
                .put("daysD", figures.days().d())
                .put("daysE", figures.days().e())
                .put("daysY", figures.days().y())
                .put("maximum", figures.maximum())
                .put("credit", isSupported ? figures.credit() : "0.00")
                .put("claimed", claimed);
    }

    private static void write(Writer out, ObjectNode node) throws IOException {
        out.write(JSON.writeValueAsString(node));
        out.write('\n');
    }

    /** Returns the number of records of a feed in all phases. */
    public long received(String feed) {
        return feeds.getOrDefault(feed, new BalanceForecast()).received();
    }

    /**
     * Writes the totals.
     *
     * @param request the request
     */
    public void finish(ObjectNode request) throws IOException {
        ObjectNode summary = JSON.createObjectNode();
        summary.set("request", request);
        ObjectNode verdict = summary.putObject("files");
        verdict.put("ACCEPTED", accepted).put("ACCEPTED_IN_PART", acceptedInPart);
        ObjectNode codes = verdict.putObject("REFUSED");
        refusals.forEach(codes::put);
        ObjectNode balances = summary.putObject("balance");
        BalanceForecast all = new BalanceForecast();
        feeds.forEach((feed, balance) -> {
            balances.set(feed, balance.toJson());
            all.add(balance);
        });
        summary.put("records", all.received());
        summary.put("held", all.records(FinalState.HELD));
        ObjectNode queues = summary.putObject("messages");
        queues.set("registry.certification", registry.toJson());
        queues.set("taxcredit.verification", taxCredit.toJson());
        ObjectNode claimCounts = summary.putObject("claims");
        verdicts.forEach(claimCounts::put);
        claimCounts.put("credit", BigDecimal.valueOf(creditCents, 2).toPlainString());
        ForecastLimits.all().forEach(summary.putArray("notKnown")::add);
        try (JsonGenerator out =
                JSON.getFactory().createGenerator(writer("summary.json")).setPrettyPrinter(ForecastLimits.lines())) {
            JSON.writeTree(out, summary);
            out.writeRaw('\n');
        }
    }

    @Override
    public void close() throws IOException {
        files.close();
        claims.close();
    }
}
