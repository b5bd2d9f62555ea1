// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.exceptions.action.ExceptionActions.Approval;
import ca.tradeshub.exceptions.action.ExceptionActions.Result;
import ca.tradeshub.exceptions.disagreement.AmountAtStake;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.protection.Masking;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Exceptions as a CSV table that a spreadsheet opens safely, and the decisions and approvals that a person wrote into it.
 * Only the columns {@code id}, {@code revision}, {@code decision}, {@code chosen} and {@code reason} are read back, and
 * {@code resolution} for an approval; lines without a decision are left out.
 */
@Component
public class ResolutionSheet {

    /** Most lines with a decision that a table may have. */
    public static final int MOST_LINES = 10_000;

    private static final List<String> HEADER = List.of(
            SheetReader.ID,
            SheetReader.REVISION,
            "type",
            "state",
            "about",
            "rule",
            "amount",
            "amount_of",
            "message_en",
            "message_fr",
            "values",
            SheetReader.RESOLUTION,
            "waiting",
            "offered",
            SheetReader.DECISION,
            SheetReader.CHOSEN,
            SheetReader.REASON);

    private static final int READ_AT_ONCE = 500;

    private final ExceptionLookup lookup;
    private final Resolutions resolutions;
    private final ResolutionMaking making;
    private final ResolutionApproval approval;

    ResolutionSheet(
            ExceptionLookup lookup, Resolutions resolutions, ResolutionMaking making, ResolutionApproval approval) {
        this.lookup = lookup;
        this.resolutions = resolutions;
        this.making = making;
        this.approval = approval;
    }

    /**
     * Who sends a table.
     *
     * @param user the user who logged in
     * @param decides whether the user may decide
     * @param approves whether the user may approve
     */
    public record Actor(String user, boolean decides, boolean approves) {}

    /**
     * What happens to a line with a decision.
     *
     * @param line its line in the table, the header is line 1
     * @param exception the exception, null when the line does not name one
     * @param decision what is decided or approved, null when it cannot be read or does not exist
     * @param approval whether the line approves what another person decided
     * @param problem why nothing is done, null when it is done
     * @param state the state of the exception afterwards, null when nothing is done
     * @param settledWith the exception of an earlier line with which it is settled, null when it has a resolution of its own
     */
    public record Line(
            long line,
            @Nullable Long exception,
            @Nullable ResolutionKind decision,
            boolean approval,
            @Nullable Text problem,
            @Nullable ExceptionState state,
            @Nullable Long settledWith) {}

    /**
     * The outcome of a table.
     *
     * @param problem why the table as a whole cannot be read, null when it can
     * @param lines its lines with a decision
     */
    public record Outcome(@Nullable Text problem, List<Line> lines) {}

    /**
     * Writes the exceptions with these ids in their order. An open one offers decisions, one that waits for approval shows
     * what waits and offers to approve it.
     */
    public void write(List<Long> exceptions, Writer out) {
        try {
            CsvWriter csv = CsvWriter.builder()
                    .lineDelimiter(LineDelimiter.CRLF)
                    .bufferSize(0)
                    .build(out);
            out.write(SheetReader.MARK);
            csv.writeRecord(HEADER);
            for (int from = 0; from < exceptions.size(); from += READ_AT_ONCE) {
                List<Long> part = exceptions.subList(from, Math.min(exceptions.size(), from + READ_AT_ONCE));
                Map<Long, ExceptionCase> read =
                        lookup.byId(part).stream().collect(Collectors.toMap(ExceptionCase::id, Function.identity()));
                Map<String, Resolution> active = resolutions.active(
                        read.values().stream().map(ExceptionCase::basis).toList());
                Map<RecordAddress, BigDecimal> amounts = lookup.amounts(read.values());
                part.stream()
                        .map(read::get)
                        .filter(Objects::nonNull)
                        .forEach(
                                exception -> csv.writeRecord(cells(exception, active.get(exception.basis()), amounts)));
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(
            ExceptionCase exception, @Nullable Resolution active, Map<RecordAddress, BigDecimal> amounts) {
        Resolution waiting = active != null && exception.state() == ExceptionState.AWAITING_APPROVAL ? active : null;
        AmountAtStake amount = exception.amount();
        return List.of(
                Long.toString(exception.id()),
                Integer.toString(exception.revision()),
                exception.type().name(),
                exception.state().name(),
                VisibleText.inCell(exception.about()),
                VisibleText.inCell(exception.rule()),
                amount == null ? "" : amount.amount().toPlainString(),
                amount == null ? "" : amount.of().name(),
                VisibleText.inCell(exception.detail().en()),
                VisibleText.inCell(exception.detail().fr()),
                VisibleText.inCell(exception.sides().stream()
                        .map(side -> side(side, amounts))
                        .collect(Collectors.joining(" | "))),
                waiting == null ? "" : Long.toString(waiting.id()),
                waiting == null ? "" : VisibleText.inCell(described(waiting)),
                waiting != null
                        ? SheetReader.APPROVE
                        : exception.state() == ExceptionState.OPEN ? offered(exception) : "",
                "",
                "",
                "");
    }

    private static String offered(ExceptionCase exception) {
        return ResolutionOptions.of(exception).stream()
                .map(option -> option.kind().name())
                .collect(Collectors.joining(" "));
    }

    /** What waits, for who is to approve it. */
    private static String described(Resolution waiting) {
        Resolution.UndoRequest undoing = waiting.undoRequest();
        return (undoing == null ? "" : "UNDO ") + waiting.kind()
                + (waiting.chosen() == null ? "" : " " + waiting.chosen()) + " (" + waiting.requester() + "): "
                + Masking.freeText(undoing == null ? waiting.reason() : undoing.reason());
    }

    /** A side that states no value, such as a record of a repeated key, shows the hours or wages of its record. */
    private static String side(ExceptionSide side, Map<RecordAddress, BigDecimal> amounts) {
        BigDecimal amount = amounts.get(side.record());
        String value = side.value() != null || amount == null ? side.value() : amount.toPlainString();
        return side.choice() + ": " + Objects.toString(value, "")
                + (side.source() == null ? "" : " (" + side.source() + ")");
    }

    /**
     * Makes the decisions and approvals of a table, or says what would happen.
     *
     * @param table the table in UTF-8, its cells separated by commas or semicolons
     * @param dryRun whether to change nothing
     * @param actor who decides and approves
     */
    public Outcome read(byte[] table, boolean dryRun, Actor actor) {
        SheetReader.Sheet sheet = SheetReader.read(table);
        return sheet.problem() != null
                ? new Outcome(sheet.problem(), List.of())
                : new Outcome(null, outcomes(checked(sheet.lines(), actor), dryRun, actor.user()));
    }

    /** The lines, each with a problem where the user has no right to it or where another line names its exception too. */
    private static List<SheetLine> checked(List<SheetLine> decided, Actor actor) {
        Map<Long, Integer> times = new HashMap<>();
        decided.forEach(line -> times.merge(Objects.requireNonNullElse(line.exception(), 0L), 1, Integer::sum));
        return decided.stream()
                .map(line -> {
                    Long exception = line.exception();
                    if (line.problem() != null || exception == null) {
                        return line;
                    }
                    if (!(line.approval() == null ? actor.decides() : actor.approves())) {
                        return line.refused(line.approval() == null ? "sheet.operator" : "sheet.approver");
                    }
                    return times.getOrDefault(exception, 0) == 1 ? line : line.refused("sheet.twice");
                })
                .toList();
    }

    private List<Line> outcomes(List<SheetLine> decided, boolean dryRun, String user) {
        List<ResolutionMaking.Reasoned> wanted = new ArrayList<>();
        List<Approval> approvals = new ArrayList<>();
        for (SheetLine line : decided) {
            if (line.problem() == null && line.wanted() != null) {
                wanted.add(new ResolutionMaking.Reasoned(line.wanted(), line.reason()));
            } else if (line.problem() == null && line.approval() != null) {
                approvals.add(line.approval());
            }
        }
        Map<Long, Result> results = new HashMap<>();
        (dryRun ? making.check(wanted, user) : making.make(wanted, user))
                .forEach(result -> results.put(result.exception(), result));
        Map<Long, Resolution> approved =
                resolutions.byId(approvals.stream().map(Approval::resolution).toList());
        (dryRun ? approval.check(approvals, user) : approval.approve(approvals, user))
                .forEach(result -> results.put(result.exception(), result));
        return decided.stream().map(line -> outcome(line, results, approved)).toList();
    }

    private static Line outcome(SheetLine line, Map<Long, Result> results, Map<Long, Resolution> approved) {
        Long exception = line.exception();
        Result result = exception == null || line.problem() != null ? null : results.get(exception);
        Approval approval = line.approval();
        Resolution resolution = approval == null ? null : approved.get(approval.resolution());
        ResolutionKind kind =
                line.wanted() != null ? line.wanted().kind() : resolution == null ? null : resolution.kind();
        return new Line(
                line.number(),
                exception,
                kind,
                approval != null,
                result == null ? line.problem() : result.problem(),
                result == null ? null : result.state(),
                result == null ? null : result.settledWith());
    }
}
