// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.search;

import ca.tradeshub.canonical.Sin;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.SliceRequest;
import ca.tradeshub.overview.files.FileOrder;
import ca.tradeshub.overview.files.FileRow;
import ca.tradeshub.overview.files.LandedFiles;
import ca.tradeshub.overview.messages.MessageList;
import ca.tradeshub.overview.messages.MessageRow;
import ca.tradeshub.overview.records.RecordList;
import ca.tradeshub.overview.records.RecordOrder;
import ca.tradeshub.overview.records.RecordRow;
import ca.tradeshub.protection.Masking;
import ca.tradeshub.protection.SinProtection;
import java.sql.Types;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds what an identifier belongs to: an agreement, account, client, certificate, business or social insurance number, a
 * line id, a message id, a file name or a record by its file and line. Only exact values are found, each through an index.
 * A social insurance number is found by its keyed hash; it is neither kept nor shown.
 */
@Component
public class Search {

    private static final int LONGEST = 200;

    private static final String RECORDS =
            """
            with known as (select distinct business_number from employer_year),
            found as (
                select file_id, line from registration where agreement_number = any(:words)
                union select file_id, line from registration where original_agreement = any(:words)
                union select file_id, line from registration where client_id = any(:words)
                union select file_id, line from registration where account_number = any(:words)
                union select file_id, line from registration where sin_hash = cast(:sin as text)
                union select file_id, line from certificate where account_number = any(:words)
                union select file_id, line from certificate where record_key = any(:certificates)
                union select file_id, line from record where feed in ('R', 'C', 'P') and record_key = any(:words)
                union select p.file_id, p.line
                        from known k join pay_line p on p.record_key = k.business_number || '/' || :text)
            select file_id, line from found
            """;

    private static final String KEYS =
            """
            with people as (
                select distinct identifier || '/' || g.trade as key
                  from registration g, unnest(array[g.account_number, g.client_id]) as identifier
                 where identifier is not null
                   and (g.file_id, g.line) in (
                       select file_id, line from registration where agreement_number = any(:words)
                       union select file_id, line from registration where client_id = any(:words)
                       union select file_id, line from registration where account_number = any(:words)
                       union select file_id, line from registration where sin_hash = cast(:sin as text))
                union
                select distinct c.account_number || '/' || c.trade from certificate c
                 where (c.file_id, c.line) in (
                       select file_id, line from certificate where account_number = any(:words)
                       union select file_id, line from certificate where record_key = any(:certificates))),
            found as (
                select queue, record_key from decision
                 where queue = 'taxcredit.verification' and group_id = any(:words)
                union
                select queue, record_key from decision
                 where queue = 'taxcredit.verification' and split_part(record_key, '/', 1) = any(:employers)
                union
                select queue, record_key from decision where queue = any(:queues) and record_key = any(:words)
                union
                select d.queue, d.record_key from people p
                  join decision d on d.queue = 'registry.certification' and d.record_key = p.key)
            select queue, record_key from found
            """;

    private static final String EMPLOYERS =
            """
            select distinct business_number from employer_year
             where business_number >= :from and business_number < :to
            """;

    /** All senders, of which there are few, and a file of the name of each, found through the index that begins with both. */
    private static final String NAMED =
            """
            with recursive known as (
                select min(sender) as sender from file
                union all
                select (select min(f.sender) from file f where f.sender > k.sender) from known k where k.sender is not null),
            named as (
                select f.id from known k join file f on f.sender = k.sender and f.logical_name = :name),
            """;

    private static final String FILES = NAMED
            + """
            found as (
                select id from named
                union
                select file_id from employer_year where business_number = any(:employers))
            select f.id from found join file f on f.id = found.id where f.role = 'data' or f.state <> 'PAIRED'
            """;

    /** The record of a line of a file, which pages and receipts name by its name and the API by its id. */
    private static final String AT_PLACE = NAMED
            + """
            found as (
                select id from named
                union
                select cast(:id as bigint))
            select r.file_id, r.line from found n join record r on r.file_id = n.id and r.line = :line
            """;

    private static final String HITS =
            """
            select d.queue, d.record_key, d.state, d.version, d.message_id
              from unnest(cast(:queues as text[]), cast(:keys as text[])) as w (queue, record_key)
              join decision d on d.queue = w.queue and d.record_key = w.record_key
             order by %s offset :from limit :size
            """;

    private static final String IS_OF_A_PERSON = "select exists (select 1 from registration where sin_hash = :sin)";

    /** What people write between the parts of a number. */
    private static final Pattern GAP = Pattern.compile("[\\p{Z}\\p{Pd}]+");

    private static final Pattern PLACE = Pattern.compile("\\d{1,9}");

    private static final Pattern AT_LINE = Pattern.compile("(?<file>.*[^:\\s])\\s*:\\s*(?<line>\\d{1,9})");
    private static final Pattern FILE_ID = Pattern.compile("\\d{1,18}");

    private static final Pattern SUFFIXES = Pattern.compile("(?:\\.gz|\\.pgp)+$");
    private static final Pattern BUSINESS_NUMBER = Pattern.compile("(\\d{9})(RP\\d{4})?");
    private static final List<String> QUEUES = List.of("registry.certification", "taxcredit.verification");

    /** The provinces and territories that issue certificates. */
    private static final Set<String> PROVINCES =
            Set.of("ON", "QC", "NS", "NB", "MB", "BC", "PE", "SK", "AB", "NL", "NT", "YT", "NU");

    private final JdbcClient jdbc;
    private final SinProtection sins;
    private final RecordList records;
    private final MessageList messages;
    private final LandedFiles files;

    Search(JdbcClient jdbc, SinProtection sins, RecordList records, MessageList messages, LandedFiles files) {
        this.jdbc = jdbc;
        this.sins = sins;
        this.records = records;
        this.messages = messages;
        this.files = files;
    }

    /** Finds what has an identifier as it is written; if nothing has, as people set its parts apart. */
    @Transactional(readOnly = true)
    public Found find(String typed) {
        String text = typed.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            return Found.NOTHING;
        }
        String upper = text.toUpperCase(Locale.ROOT);
        Found asWritten = find(List.of(text, upper), upper, text, text, text);
        if (!asWritten.isEmpty()) {
            return asWritten;
        }
        String compact = compact(text);
        String hyphenated = GAP.matcher(plain(text)).replaceAll("-");
        int suffix = text.lastIndexOf('.');
        return find(
                List.of(compact, hyphenated),
                compact,
                hyphenated,
                suffix < 0
                        ? upper
                        : upper.substring(0, suffix) + text.substring(suffix).toLowerCase(Locale.ROOT),
                compact.toLowerCase(Locale.ROOT));
    }

    /** Capital letters, and digits as the keyboard has them. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
    }

    /** A number without what sets its parts apart. */
    private static String compact(String text) {
        return GAP.matcher(plain(text)).replaceAll("");
    }

    private Found find(List<String> identifiers, String number, String line, String file, String messageId) {
        String[] words = identifiers.stream().distinct().toArray(String[]::new);
        String[] certificates = certificates(number);
        String[] employers = employers(number);
        @Nullable String sin = hash(number);
        List<RecordAddress> records = jdbc.sql(RECORDS)
                .param("words", words)
                .param("certificates", certificates)
                .param("sin", sin)
                .param("text", line)
                .query((row, place) -> RecordAddress.of(row))
                .list();
        records.addAll(atPlace(file));
        List<Found.Key> keys = jdbc.sql(KEYS)
                .param("words", words)
                .param("certificates", certificates)
                .param("sin", sin)
                .param("employers", employers)
                .param("queues", QUEUES.toArray(String[]::new))
                .query((row, place) -> new Found.Key(row.getString("queue"), row.getString("record_key")))
                .list();
        List<Long> files = jdbc.sql(FILES)
                .param("name", SUFFIXES.matcher(file).replaceAll(""))
                .param("employers", employers)
                .query(Long.class)
                .list();
        List<String> message =
                messages.find(messageId).map(MessageRow::messageId).stream().toList();
        return new Found(records, keys, message, files);
    }

    /** The keys of the certificates with a number, which the province that issued them may precede. */
    private static String[] certificates(String number) {
        return PROVINCES.stream()
                .flatMap(province -> Stream.of(number, number.startsWith(province) ? number.substring(2) : number)
                        .distinct()
                        .map(each -> province + "/" + each))
                .toArray(String[]::new);
    }

    private List<RecordAddress> atPlace(String text) {
        Matcher place = AT_LINE.matcher(text);
        if (!place.matches()) {
            return List.of();
        }
        String file = place.group("file");
        return jdbc.sql(AT_PLACE)
                .param("name", SUFFIXES.matcher(file).replaceAll(""))
                .param("id", FILE_ID.matcher(file).matches() ? Long.valueOf(file) : null, Types.BIGINT)
                .param("line", Integer.parseInt(place.group("line")))
                .query((row, number) -> RecordAddress.of(row))
                .list();
    }

    /** Some of the records that were found. */
    public Slice<RecordRow> records(Found found, SliceRequest<RecordOrder> request) {
        return records.slice(found.records(), request);
    }

    /** Some of the files that were found. */
    public Slice<FileRow> files(Found found, SliceRequest<FileOrder> request) {
        return files.slice(found.files(), request);
    }

    /** The messages that were found. */
    public List<MessageRow> messages(Found found) {
        return found.messages().stream()
                .flatMap(id -> messages.find(id).stream())
                .toList();
    }

    /**
     * Some of the keys that were found.
     *
     * @throws IllegalArgumentException when the request names a place that is not in the list
     */
    public Slice<KeyHit> keys(Found found, SliceRequest<KeyOrder> request) {
        int place = place(request.place());
        int from = request.isBefore() ? Math.max(0, place - request.size()) : place;
        int to = request.isBefore() ? place : from + request.size();
        List<KeyHit> rows = jdbc.sql(HITS.formatted(request.order().keyset().orderBy(request.isReversed())))
                .param("queues", found.keys().stream().map(Found.Key::queue).toArray(String[]::new))
                .param("keys", found.keys().stream().map(Found.Key::recordKey).toArray(String[]::new))
                .param("from", from)
                .param("size", to - from)
                .query((row, number) -> new KeyHit(
                        row.getString("queue"),
                        Masking.recordKey(row.getString("record_key")),
                        row.getString("state"),
                        row.getInt("version"),
                        row.getString("message_id")))
                .list();
        return new Slice<>(
                rows, to < found.keys().size() ? Integer.toString(to) : null, from > 0 ? Integer.toString(from) : null);
    }

    private static int place(@Nullable String place) {
        if (place != null && !PLACE.matcher(place).matches()) {
            throw new IllegalArgumentException("place");
        }
        return place == null ? 0 : Integer.parseInt(place);
    }

    /** The text as a page may repeat it: numbers of persons are masked, the business number of an employer is not. */
    @Transactional(readOnly = true)
    public String shown(String typed) {
        String text = typed.strip();
        return isOfAnEmployerOnly(text) ? text : Masking.searched(text);
    }

    private boolean isOfAnEmployerOnly(String text) {
        if (employers(compact(text)).length == 0) {
            return false;
        }
        @Nullable String sin = hash(text);
        return sin == null
                || jdbc.sql(IS_OF_A_PERSON)
                        .param("sin", sin)
                        .query(Boolean.class)
                        .single()
                        .equals(false);
    }

    private @Nullable String hash(String text) {
        return Masking.isValidSin(text) ? sins.hash(Sin.of(text.replaceAll("\\D", ""))) : null;
    }

    /** The business numbers of employers that the text is, or begins. */
    private String[] employers(String text) {
        if (!BUSINESS_NUMBER.matcher(text).matches()) {
            return new String[0];
        }
        return jdbc.sql(EMPLOYERS)
                .param("from", text)
                .param("to", text + (text.length() == Sin.LENGTH ? "S" : "X"))
                .query(String.class)
                .list()
                .toArray(String[]::new);
    }
}
