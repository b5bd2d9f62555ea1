// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.exceptions.AmountAtStake;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionSide;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.action.ExceptionActions.Result;
import ca.tradeshub.exceptions.action.ExceptionActions.Wanted;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Exceptions as a CSV table that a spreadsheet opens safely, and the decisions that a person wrote into it. Only the
 * columns {@code id}, {@code revision}, {@code decision}, {@code chosen} and {@code reason} are read back; lines without a
 * decision are left out.
 */
@Component
public class ResolutionSheet {

    /** Most lines with a decision that a table may have. */
    public static final int MOST_LINES = 10_000;

    private static final String ID = "id";
    private static final String REVISION = "revision";
    private static final String DECISION = "decision";
    private static final String CHOSEN = "chosen";
    private static final String REASON = "reason";
    private static final List<String> READ = List.of(ID, REVISION, DECISION, CHOSEN, REASON);
    private static final List<String> HEADER = List.of(
            ID,
            REVISION,
            "type",
            "state",
            "about",
            "rule",
            "amount",
            "amount_of",
            "message_en",
            "message_fr",
            "values",
            "offered",
            DECISION,
            CHOSEN,
            REASON);

    private static final char MARK = '\uFEFF';
    private static final int READ_AT_ONCE = 500;
    private static final Messages MESSAGES = Messages.of(ResolutionSheet.class);

    private final ExceptionLookup lookup;
    private final ResolutionMaking making;

    ResolutionSheet(ExceptionLookup lookup, ResolutionMaking making) {
        this.lookup = lookup;
        this.making = making;
    }

    /**
     * What happens to a line with a decision.
     *
     * @param line its line in the table, the header is line 1
     * @param exception the exception, null when the line does not name one
     * @param decision what is decided, null when it cannot be read
     * @param problem why nothing is done, null when it is done
     * @param state the state of the exception afterwards, null when nothing is done
     */
    public record Line(
            long line,
            @Nullable Long exception,
            @Nullable ResolutionKind decision,
            @Nullable Text problem,
            @Nullable ExceptionState state) {}

    /**
     * The outcome of a table.
     *
     * @param problem why the table as a whole cannot be read, null when it can
     * @param lines its lines with a decision
     */
    public record Outcome(@Nullable Text problem, List<Line> lines) {}

    /** Writes the exceptions with these ids in their order; one that is not open offers no decision. */
    public void write(List<Long> exceptions, Writer out) {
        try {
            CsvWriter csv = CsvWriter.builder()
                    .lineDelimiter(LineDelimiter.CRLF)
                    .bufferSize(0)
                    .build(out);
            out.write(MARK);
            csv.writeRecord(HEADER);
            for (int from = 0; from < exceptions.size(); from += READ_AT_ONCE) {
                List<Long> part = exceptions.subList(from, Math.min(exceptions.size(), from + READ_AT_ONCE));
                Map<Long, ExceptionCase> read =
                        lookup.byId(part).stream().collect(Collectors.toMap(ExceptionCase::id, Function.identity()));
                part.stream()
                        .map(read::get)
                        .filter(Objects::nonNull)
                        .forEach(exception -> csv.writeRecord(cells(exception)));
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(ExceptionCase exception) {
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
                VisibleText.inCell(
                        exception.sides().stream().map(ResolutionSheet::side).collect(Collectors.joining(" | "))),
                exception.state() == ExceptionState.OPEN ? offered(exception) : "",
                "",
                "",
                "");
    }

    private static String offered(ExceptionCase exception) {
        return ResolutionOptions.of(exception).stream()
                .map(option -> option.kind().name())
                .collect(Collectors.joining(" "));
    }

    private static String side(ExceptionSide side) {
        return side.choice() + ": " + Objects.toString(side.value(), "")
                + (side.source() == null ? "" : " (" + side.source() + ")");
    }

    /**
     * Makes the decisions of a table, or says what would happen.
     *
     * @param table the table in UTF-8, its cells separated by commas or semicolons
     * @param dryRun whether to make no decision
     * @param user who decides
     */
    public Outcome read(byte[] table, boolean dryRun, String user) {
        List<Decided> decided;
        try {
            decided = decided(table);
        } catch (CharacterCodingException e) {
            return new Outcome(MESSAGES.text("sheet.encoding"), List.of());
        } catch (CsvParseException e) {
            return new Outcome(MESSAGES.text("sheet.unreadable"), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (decided == null) {
            return new Outcome(MESSAGES.text("sheet.columns", String.join(", ", READ)), List.of());
        }
        if (decided.size() > MOST_LINES) {
            return new Outcome(MESSAGES.text("sheet.long", MOST_LINES), List.of());
        }
        Map<Long, Integer> times = new HashMap<>();
        for (Decided line : decided) {
            Wanted wanted = line.wanted();
            if (wanted != null) {
                times.merge(wanted.exception(), 1, Integer::sum);
            }
        }
        return new Outcome(null, outcomes(decided, times, dryRun, user));
    }

    private List<Line> outcomes(List<Decided> decided, Map<Long, Integer> times, boolean dryRun, String user) {
        List<ResolutionMaking.Reasoned> once = new ArrayList<>();
        for (Decided line : decided) {
            Wanted wanted = line.wanted();
            if (wanted != null && times.getOrDefault(wanted.exception(), 0) == 1) {
                once.add(new ResolutionMaking.Reasoned(wanted, line.reason()));
            }
        }
        Map<Long, Result> results = (dryRun ? making.check(once) : making.make(once, user))
                .stream().collect(Collectors.toMap(Result::exception, result -> result));
        return decided.stream()
                .map(line -> {
                    Wanted wanted = line.wanted();
                    if (wanted == null) {
                        return new Line(line.number(), null, null, line.problem(), null);
                    }
                    Result result = results.get(wanted.exception());
                    return result == null
                            ? new Line(
                                    line.number(),
                                    wanted.exception(),
                                    wanted.kind(),
                                    MESSAGES.text("sheet.twice"),
                                    null)
                            : new Line(
                                    line.number(), wanted.exception(), wanted.kind(), result.problem(), result.state());
                })
                .toList();
    }

    /** A line with a decision: what is wanted, or why it cannot be read. */
    private record Decided(long number, @Nullable Wanted wanted, String reason, @Nullable Text problem) {}

    /** The lines with a decision; null when a column is missing. */
    private static @Nullable List<Decided> decided(byte[] table) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(table))
                .toString();
        if (!text.isEmpty() && text.charAt(0) == MARK) {
            text = text.substring(1);
        }
        if (text.chars().filter(c -> c == '"').count() % 2 == 1) {
            throw new CsvParseException("A quoted cell does not end");
        }
        List<Decided> decided = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder()
                .fieldSeparator(separator(text))
                .skipEmptyLines(true)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofNamedCsvRecord(new StringReader(text))) {
            for (NamedCsvRecord row : rows) {
                if (!row.getHeader().containsAll(READ)) {
                    return null;
                }
                if (!cell(row, DECISION).isEmpty() && decided.size() <= MOST_LINES) {
                    decided.add(decided(row));
                }
            }
        }
        return decided;
    }

    private static Decided decided(NamedCsvRecord row) {
        long line = row.getStartingLineNumber();
        String reason = cell(row, REASON);
        ResolutionKind kind = Arrays.stream(ResolutionKind.values())
                .filter(each -> each.name().equals(cell(row, DECISION).toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
        if (kind == null) {
            return new Decided(line, null, reason, MESSAGES.text("sheet.decision"));
        }
        try {
            String chosen = cell(row, CHOSEN);
            return new Decided(
                    line,
                    new Wanted(
                            Long.parseLong(cell(row, ID)),
                            Integer.parseInt(cell(row, REVISION)),
                            kind,
                            chosen.isEmpty() ? null : chosen),
                    reason,
                    null);
        } catch (NumberFormatException e) {
            return new Decided(line, null, reason, MESSAGES.text("sheet.id"));
        }
    }

    /** The text of a cell as it was before the table was made safe for spreadsheets. */
    private static String cell(NamedCsvRecord row, String column) {
        return VisibleText.fromCell(row.findField(column).orElse("")).strip();
    }

    /** Spreadsheets set to French separate cells by semicolons. */
    private static char separator(String text) {
        String header = text.lines().findFirst().orElse("");
        return header.indexOf(';') >= 0 && header.indexOf(',') < 0 ? ';' : ',';
    }
}
