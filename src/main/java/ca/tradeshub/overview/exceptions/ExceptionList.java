// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.exceptions;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.ExceptionSubject;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.disagreement.AmountAtStake;
import ca.tradeshub.overview.Columns;
import ca.tradeshub.overview.Conditions;
import ca.tradeshub.overview.Keyset;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.SliceRequest;
import ca.tradeshub.protection.Masking;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The exceptions of every state: every one can be reached. */
@Component
public class ExceptionList {

    /** An exception about a record is named by the key of the record, which its stable subject has after the feed. */
    private static final String LISTED =
            """
            with listed as (
                select s.*, case when s.subject like 'record:%%' or s.subject like 'file:%%'
                                 then coalesce(nullif(substr(s.stable_subject, 3), ''), s.subject)
                                 else s.stable_subject end as about
                  from exception_status s)
            """;

    private static final String ROWS = LISTED
            + """
            select e.*, coalesce(e.detail_fr, found.message_fr) as french, coalesce(e.left_value, found.observed) as reported,
                   n.note, n.author as note_by, w.kind as waiting_kind, coalesce(w.undo_asked_by, w.author) as waiting_author,
                   r.file_id, r.line, f.logical_name as file
              from (select e.* from listed e
                    %1$s
                     order by %2$s %3$s) e
              left join lateral (select note, author from exception_note where exception_id = e.id
                                  order by id desc limit 1) n on true
              left join resolution w on w.id = e.awaiting
              left join lateral (select file_id, line from exception_record
                                  where exception_id = e.id order by file_id, line limit 1) r on true
              left join file f on f.id = r.file_id
              left join lateral (select observed, case when message_en = e.detail then message_fr end as message_fr
                                   from finding
                                  where file_id = r.file_id and line = r.line and rule = e.rule
                                    and e.subject = 'record:' || r.file_id || ':' || r.line
                                  order by message_en <> e.detail, observed collate "C" limit 1) found on true
             order by %2$s
            """;

    /** A claim that several exceptions hold back has one credit. */
    private static final String TOTAL = LISTED
            + """
            select coalesce(sum(s.exceptions), 0) as exceptions, sum(s.credit) as credit, sum(s.wages) as wages
              from (select count(*) as exceptions, max(e.amount) filter (where e.amount_of = 'CREDIT') as credit,
                           sum(e.amount) filter (where e.amount_of = 'WAGES') as wages
                      from listed e %s
                     group by e.stable_subject) s
            """;

    private static final String USERS =
            "select distinct assigned_to from exception_case where assigned_to is not null order by 1";

    private static final int READ_AT_ONCE = 500;

    private static final Pattern PLACE = Pattern.compile("\\d{1,18}");

    private final JdbcClient jdbc;

    ExceptionList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How many exceptions a list has, and what is at stake.
     *
     * @param exceptions how many
     * @param credit the tax credit at stake, that of a claim with several exceptions once; null when none is
     * @param wages the gross wages at stake where no credit is known, null when none are
     */
    public record Total(long exceptions, @Nullable BigDecimal credit, @Nullable BigDecimal wages) {}

    /**
     * Some exceptions of a list.
     *
     * @param after the exception after which the slice begins, null at the beginning of the list
     */
    public Slice<ExceptionRow> slice(ExceptionFilter filter, ExceptionOrder order, @Nullable Long after, int size) {
        return slice(filter, SliceRequest.after(order, after == null ? null : after.toString(), size));
    }

    /**
     * Some exceptions of a list.
     *
     * @throws IllegalArgumentException when the request names a place that is not the id of an exception
     */
    public Slice<ExceptionRow> slice(ExceptionFilter filter, SliceRequest<ExceptionOrder> request) {
        Conditions conditions = conditions(filter);
        Keyset keyset = request.order().keyset();
        String place = request.place();
        if (place != null) {
            if (!PLACE.matcher(place).matches()) {
                throw new IllegalArgumentException("place");
            }
            conditions.add(keyset.behind(request.readsReversed()), "place", Long.valueOf(place));
        }
        conditions.with("size", request.size() + 1);
        List<ExceptionRow> read = jdbc.sql(
                        ROWS.formatted(conditions.where(), keyset.orderBy(request.readsReversed()), "limit :size"))
                .params(conditions.parameters())
                .query(ExceptionList::exception)
                .list();
        return request.slice(read, row -> String.valueOf(row.id()));
    }

    /** All exceptions of a list, one by one, for a download. */
    public void forEach(
            ExceptionFilter filter, ExceptionOrder order, boolean isReversed, Consumer<ExceptionRow> reader) {
        SliceRequest<ExceptionOrder> list = new SliceRequest<>(order, isReversed, null, false, READ_AT_ONCE);
        @Nullable String next = null;
        do {
            Slice<ExceptionRow> slice = slice(filter, list.behind(next));
            slice.rows().forEach(reader);
            next = slice.next();
        } while (next != null);
    }

    /** The sums over a whole list. */
    public Total total(ExceptionFilter filter) {
        Conditions conditions = conditions(filter);
        return jdbc.sql(TOTAL.formatted(conditions.where()))
                .params(conditions.parameters())
                .query((row, number) ->
                        new Total(row.getLong("exceptions"), row.getBigDecimal("credit"), row.getBigDecimal("wages")))
                .single();
    }

    /** The users to whom exceptions are assigned. */
    public List<String> users() {
        return jdbc.sql(USERS).query(String.class).list();
    }

    private static Conditions conditions(ExceptionFilter filter) {
        Conditions conditions = new Conditions()
                .add(
                        "e.type = :type",
                        "type",
                        filter.type() == null ? null : filter.type().name())
                .add(
                        "e.state = any(:states)",
                        "states",
                        filter.states().isEmpty()
                                ? null
                                : filter.states().stream().map(Enum::name).toArray(String[]::new))
                .add("e.assigned_to = :assigned", "assigned", filter.assignedTo())
                .add("e.rule = :rule", "rule", filter.rule())
                .add("e.amount >= :minimum", "minimum", filter.minimum())
                .add("position(lower(:about) in lower(e.about)) > 0", "about", filter.about());
        return filter.isUnassigned() ? conditions.add("e.assigned_to is null") : conditions;
    }

    private static ExceptionRow exception(ResultSet row, int number) throws SQLException {
        BigDecimal amount = row.getBigDecimal("amount");
        String decision = row.getString("waiting_kind");
        String file = row.getString("file");
        return new ExceptionRow(
                row.getLong("id"),
                row.getInt("revision"),
                row.getString("type"),
                ExceptionState.valueOf(row.getString("state")),
                ExceptionSubject.shown(row.getString("subject"), row.getString("stable_subject")),
                row.getString("rule"),
                Text.stored(row.getString("detail"), row.getString("french")),
                row.getString("reported"),
                row.getString("right_value"),
                amount == null ? null : new AmountAtStake(amount, AmountAtStake.Of.valueOf(row.getString("amount_of"))),
                row.getTimestamp("opened_at").toInstant(),
                Columns.instant(row, "closed_at"),
                row.getString("assigned_to"),
                Masking.freeText(row.getString("note")),
                row.getString("note_by"),
                decision == null ? null : ResolutionKind.valueOf(decision),
                row.getString("waiting_author"),
                row.getObject("file_id", Long.class),
                row.getObject("line", Integer.class),
                file == null ? null : Masking.fileName(file));
    }
}
