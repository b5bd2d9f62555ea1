// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.search;

import ca.tradeshub.canonical.Sin;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.overview.files.FileRow;
import ca.tradeshub.overview.files.LandedFiles;
import ca.tradeshub.overview.messages.MessageList;
import ca.tradeshub.overview.messages.MessageRow;
import ca.tradeshub.overview.records.RecordList;
import ca.tradeshub.overview.search.SearchResult.KeyHit;
import ca.tradeshub.protection.Masking;
import ca.tradeshub.protection.SinProtection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds what an identifier belongs to: an agreement, account, client, certificate, business or social insurance number, a
 * line id, a message id or a file name. Only exact values are found, each through an index. A social insurance number is
 * found by its keyed hash; it is neither kept nor shown.
 */
@Component
public class Search {

    /** Most rows of each kind that a search returns. */
    public static final int MOST = 50;

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
            select file_id, line from found order by file_id desc, line desc limit :most
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
                 where queue = 'taxcredit.verification'
                   and substring(record_key from '^[^/]+/(.*)/[^/]+$') = any(:words)
                union
                select queue, record_key from decision
                 where queue = 'taxcredit.verification' and split_part(record_key, '/', 1) = any(:employers)
                union
                select queue, record_key from decision where queue = any(:queues) and record_key = any(:words)
                union
                select d.queue, d.record_key from people p
                  join decision d on d.queue = 'registry.certification' and d.record_key = p.key)
            select d.queue, d.record_key, d.state, d.version, d.message_id
              from found f join decision d on d.queue = f.queue and d.record_key = f.record_key
             order by d.queue, d.record_key limit :most
            """;

    private static final String EMPLOYERS =
            """
            select distinct business_number from employer_year
             where business_number >= :from and business_number < :to limit 100
            """;

    private static final String FILES =
            """
            with recursive known as (
                select min(sender) as sender from file
                union all
                select (select min(f.sender) from file f where f.sender > k.sender) from known k where k.sender is not null),
            found as (
                select f.id from known k join file f on f.sender = k.sender and f.logical_name = :name
                union
                select file_id from employer_year where business_number = any(:employers))
            select id from found order by id desc limit :most
            """;

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

    /** Finds what has an identifier. */
    @Transactional(readOnly = true)
    public SearchResult find(String typed) {
        String text = typed.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            return new SearchResult(List.of(), List.of(), List.of(), List.of(), false);
        }
        String[] words =
                Stream.of(text, text.toUpperCase(Locale.ROOT)).distinct().toArray(String[]::new);
        String[] certificates = PROVINCES.stream()
                .map(province -> province + "/" + text.toUpperCase(Locale.ROOT))
                .toArray(String[]::new);
        String[] employers = employers(text.toUpperCase(Locale.ROOT));
        @Nullable String sin = hash(text);
        List<RecordAddress> addresses = jdbc.sql(RECORDS)
                .param("words", words)
                .param("certificates", certificates)
                .param("sin", sin)
                .param("text", text)
                .param("most", MOST + 1)
                .query((row, number) -> new RecordAddress(row.getLong("file_id"), row.getInt("line")))
                .list();
        List<KeyHit> keys = jdbc.sql(KEYS)
                .param("words", words)
                .param("certificates", certificates)
                .param("sin", sin)
                .param("employers", employers)
                .param("queues", QUEUES.toArray(String[]::new))
                .param("most", MOST + 1)
                .query((row, number) -> new KeyHit(
                        row.getString("queue"),
                        Masking.recordKey(row.getString("record_key")),
                        row.getString("state"),
                        row.getInt("version"),
                        row.getString("message_id")))
                .list();
        List<Long> fileIds = jdbc.sql(FILES)
                .param("name", SUFFIXES.matcher(text).replaceAll(""))
                .param("employers", employers)
                .param("most", MOST + 1)
                .query(Long.class)
                .list();
        List<MessageRow> message = messages.find(text).stream().toList();
        return new SearchResult(
                records.at(first(addresses)),
                first(keys),
                message,
                first(fileIds).stream()
                        .flatMap(id -> files.find(id).stream())
                        .filter(FileRow::isListed)
                        .toList(),
                addresses.size() > MOST || keys.size() > MOST || fileIds.size() > MOST);
    }

    /** The text as a page may repeat it: numbers of persons are masked. */
    public static String shown(String typed) {
        return Masking.searched(typed.strip());
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

    private static <T> List<T> first(List<T> found) {
        return found.subList(0, Math.min(MOST, found.size()));
    }
}
