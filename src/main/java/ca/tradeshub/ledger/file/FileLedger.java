// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.Columns;
import ca.tradeshub.ledger.InboxId;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes the table of files, and is the only class that does: what lands, where its source is, who reads it, and its
 * state until it is closed. Its callers decide; it writes in their transactions.
 */
@Component
public class FileLedger {

    /** The rows of the files that land, as JSON. */
    private static final String LAND =
            """
            insert into file (id, sender, dry_run, feed, role, name, logical_name, employer_bn9, file_date, sequence,
                              sequence_year, resubmission, archive_sha256, content_sha256, size_bytes,
                              received_at, source_modified, control_file, state, refusal_code, refusal_detail,
                              refusal_detail_fr)
            overriding system value
            select id, :sender, :dryRun, feed, role, name, "logicalName", "employerBn9", "fileDate", sequence,
                   "sequenceYear", resubmission, "archiveSha256", "contentSha256", size,
                   :now, "sourceModified", "controlFile", state, "refusalCode", "refusalDetail", "refusalDetailFr"
              from json_to_recordset(cast(:rows as json)) as row (
                   id bigint, feed text, role text, name text, "logicalName" text, "employerBn9" text,
                   "fileDate" date, sequence integer, "sequenceYear" smallint, resubmission smallint,
                   "archiveSha256" text, "contentSha256" text, size bigint, "sourceModified" timestamptz,
                   "controlFile" bigint, state text, "refusalCode" text, "refusalDetail" text, "refusalDetailFr" text)
             order by id
            """;

    private static final String SOURCE_SEEN = "update file set source_modified = :modified where id = :id";

    private static final String SOURCE_RETURNED =
            "update file set source_moved = false, source_moved_at = null, source_modified = :modified where id = :id";

    /** Locks the rows in the order of their ids, as every transaction does that has several files. */
    private static final String SOURCES_MOVED =
            """
            with moved as materialized (select id from file where id = any(:ids) order by id for no key update)
            update file f set source_moved = true, source_moved_at = clock_timestamp() from moved where f.id = moved.id
            """;

    private static final String SOURCES_GONE =
            """
            with gone as materialized (
                select id from file
                 where sender = :sender and dry_run = :dryRun and not source_moved
                   and landed_at < :listed
                   and name <> all(:names)
                 order by id for no key update)
            update file f set source_moved = true, source_moved_at = clock_timestamp() from gone where f.id = gone.id
            """;

    private static final String PAIR =
            "update file set state = 'PAIRED' where id = any(:ids) and state = 'LANDED' returning name";

    private static final String REPLACE_CONTROLS =
            """
            update file
               set state = 'REFUSED', refusal_code = 'FILE-SEQUENCE-REUSED', source_moved = true,
                   refusal_detail = :detail, refusal_detail_fr = :detailFr
             where id = any(:ids)
            """;

    /** Control files that have waited too long and repeat, byte for byte, the one with which a CSV was accepted. */
    private static final String REFUSE_REPEATED_CONTROLS =
            """
            update file f
               set state = 'REFUSED', refusal_code = 'FILE-DUPLICATE', refusal_detail = :detail,
                   refusal_detail_fr = :detailFr
             where f.sender = :sender and f.dry_run = :dryRun and f.role = 'control' and f.state = 'LANDED'
               and not f.source_moved and f.received_at < :since
               and exists (
                   select from file p
                     join file d on d.control_file = p.id and d.state <> 'REFUSED'
                    where p.sender = f.sender and p.dry_run = f.dry_run and p.logical_name = f.logical_name
                      and p.archive_sha256 = f.archive_sha256 and p.id <> f.id)
            returning f.id
            """;

    private static final String LEASE =
            """
            update file f
               set state = 'STAGING', lease_epoch = lease_epoch + 1, leased_until = clock_timestamp() + interval '2 minutes'
             where id = any(:ids)
            returning id, lease_epoch, sender, dry_run, feed, name, logical_name, employer_bn9, file_date, file_order,
                      archive_sha256,
                      (select c.archive_sha256 from file c where c.id = f.control_file) as control_sha256,
                      (select c.name from file c where c.id = f.control_file) as control_name
            """;

    /** The leases that a worker still has, locked in the order of their files. */
    private static final String HELD =
            """
            with held as materialized (
                select f.id, f.leased_until
                  from file f
                  join unnest(cast(:ids as bigint[]), cast(:epochs as integer[])) as lease (id, epoch)
                    on f.id = lease.id and f.lease_epoch = lease.epoch
                 where f.state = 'STAGING'
                 order by f.id for no key update of f)
            """;

    /**
     * Locks the row, so that no other worker takes the file before the caller's transaction ends. A lease that was renewed
     * less than half a minute ago keeps its end: each batch of a group renews the leases of all its files, and a new end
     * costs entries in most indexes of the table.
     */
    private static final String RENEW = HELD
            + """
            , renewed as (
                update file f set leased_until = clock_timestamp() + interval '2 minutes'
                  from held
                 where f.id = held.id
                   and (held.leased_until between clock_timestamp() + interval '90 seconds'
                                              and clock_timestamp() + interval '2 minutes') is not true)
            select id from held
            """;

    /** The next lease of such a file is not its first, so that it is processed alone. */
    private static final String RELEASE = HELD
            + """
            update file f set state = 'LANDED', leased_until = null
              from held where f.id = held.id
            returning f.id
            """;

    private static final String RELEASE_ALL =
            "update file set state = 'LANDED', leased_until = null where state = 'STAGING'";

    /** Rows of several files, locked in the order of their ids. */
    private static final String LOCKED =
            """
            with locked as materialized (
                select id from file where id = any(cast(:ids as bigint[])) order by id for no key update)
            """;

    /**
     * Of files that are read again, the counts begin again. Rows of a batch count also where a crash took those before
     * them: the file is not read for the first time then.
     */
    private static final String PROGRESS = LOCKED
            + """
            update file f
               set read_records = case when read.begins then 0 else coalesce(f.read_records, 0) end + read.records,
                   read_bytes = coalesce(read.bytes, case when read.begins then 0 else f.read_bytes end)
              from unnest(cast(:ids as bigint[]), cast(:begins as boolean[]), cast(:records as integer[]),
                          cast(:bytes as bigint[])) as read (id, begins, records, bytes)
              join locked using (id)
             where f.id = read.id
            """;

    private static final String BOOK = LOCKED
            + """
            update file f
               set records = b.records, amount = b.amount, first_key = b.first_key, last_key = b.last_key,
                   mapping_digest = b.mapping, rules_digest = b.rules
              from unnest(cast(:ids as bigint[]), cast(:records as bigint[]), cast(:amounts as numeric[]),
                          cast(:firstKeys as text[]), cast(:lastKeys as text[]), cast(:mappings as text[]),
                          cast(:rules as text[])) as b (id, records, amount, first_key, last_key, mapping, rules)
              join locked using (id)
             where f.id = b.id and f.read_records = b.records
            returning f.id
            """;

    private static final String REFUSE =
            """
            update file
               set state = 'REFUSED', refusal_code = :code, refusal_line = :line, refusal_detail = :detail,
                   refusal_detail_fr = :detailFr, leased_until = null, closed_at = :now
             where id = :id
            """;

    private static final String APPLY =
            """
            update file f
               set state = 'APPLIED', leased_until = null, applied_at = :now, apply_order = o.place
              from (select id, nextval('apply_order') as place from unnest(cast(:ids as bigint[])) as w (id)) o
             where f.id = o.id
            """;

    private static final String REHEARSE =
            "update file set state = 'REHEARSED', leased_until = null, closed_at = :now where id = :id";

    private static final String CLOSE = "update file set state = 'CLOSED', closed_at = :now where id = any(:files)";

    private static final String REOPEN =
            "update file set state = 'APPLIED', closed_at = null where state = 'CLOSED' and id = any(:files)";

    /** The new epoch fences off a worker that may still have the file. */
    private static final String PARK =
            """
            update file set state = 'PARKED', lease_epoch = lease_epoch + 1, leased_until = null
             where id = :id and state in ('LANDED', 'STAGING') and role = 'data'
            """;

    private static final String UNPARK = "update file set state = 'LANDED' where id = :id and state = 'PARKED'";

    private static final String SET_RULES =
            """
            update file set rules_digest = :rules
             where state in ('APPLIED', 'CLOSED') and role = 'data' and id <= :last
               and rules_digest is distinct from :rules
            """;

    private final JdbcClient jdbc;

    public FileLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes the files that land or are refused on landing.
     *
     * @param rows their rows, as a JSON array
     */
    public void land(InboxId inbox, String rows, Instant now) {
        of(LAND, inbox).param("now", Timestamp.from(now)).param("rows", rows).update();
    }

    /** Notes a new time of a file's source. */
    public void sourceSeen(long fileId, Instant modified) {
        jdbc.sql(SOURCE_SEEN)
                .param("modified", Timestamp.from(modified))
                .param("id", fileId)
                .update();
    }

    /** Notes that the source of a file is in its drop folder again. */
    public void sourceReturned(long fileId, Instant modified) {
        jdbc.sql(SOURCE_RETURNED)
                .param("modified", Timestamp.from(modified))
                .param("id", fileId)
                .update();
    }

    /** Notes that the sources of files were moved away. */
    public void sourcesMoved(Collection<Long> fileIds) {
        if (!fileIds.isEmpty()) {
            jdbc.sql(SOURCES_MOVED).param("ids", ids(fileIds)).update();
        }
    }

    /**
     * Notes that all sources of a drop folder were moved away but those present.
     *
     * @param present the names in the drop folder
     * @param listed database time at which listing began; a file that landed since keeps its source
     */
    public void sourcesGone(InboxId inbox, Collection<String> present, Instant listed) {
        of(SOURCES_GONE, inbox)
                .param("listed", Timestamp.from(listed))
                .param("names", present.toArray(String[]::new))
                .update();
    }

    /**
     * Pairs those of the control files that still wait with their CSVs.
     *
     * @return the names of those paired
     */
    public List<String> pair(Collection<Long> controlFiles) {
        return jdbc.sql(PAIR)
                .param("ids", ids(controlFiles))
                .query(String.class)
                .list();
    }

    /** Refuses control files that newer ones of the same names replace. */
    public void replaceControls(Collection<Long> controlFiles, Text detail) {
        jdbc.sql(REPLACE_CONTROLS)
                .param("ids", ids(controlFiles))
                .param("detail", detail.en())
                .param("detailFr", detail.fr())
                .update();
    }

    /**
     * Refuses the control files of a drop folder that still wait and repeat the control file of an accepted CSV.
     *
     * @param since refuses what was received before
     * @return those refused
     */
    public List<Long> refuseRepeatedControls(InboxId inbox, Instant since, Text detail) {
        return of(REFUSE_REPEATED_CONTROLS, inbox)
                .param("since", Timestamp.from(since))
                .param("detail", detail.en())
                .param("detailFr", detail.fr())
                .query(Long.class)
                .list();
    }

    /** Leases files for two minutes, in their order. Their rows are locked by the caller, who found them without a worker. */
    List<FileLease> lease(List<Long> fileIds) {
        Map<Long, FileLease> leases = new HashMap<>();
        jdbc.sql(LEASE).param("ids", ids(fileIds)).query(rs -> {
            FileLease lease = new FileLease(
                    rs.getLong("id"),
                    rs.getInt("lease_epoch"),
                    new InboxId(rs.getString("sender"), rs.getBoolean("dry_run")),
                    Feed.ofWireName(rs.getString("feed")),
                    rs.getString("name"),
                    rs.getString("logical_name"),
                    rs.getString("employer_bn9"),
                    rs.getObject("file_date", LocalDate.class),
                    rs.getLong("file_order"),
                    rs.getString("archive_sha256"),
                    rs.getString("control_sha256"),
                    rs.getString("control_name"));
            leases.put(lease.fileId(), lease);
        });
        return fileIds.stream()
                .map(id -> Objects.requireNonNull(leases.get(id), "a file whose row is locked"))
                .toList();
    }

    /**
     * Renews a lease within the transaction of a batch.
     *
     * @throws LeaseLostException when the lease belongs to another worker
     */
    public void renew(FileLease lease) {
        renew(List.of(lease));
    }

    /**
     * Renews leases within the transaction of a batch.
     *
     * @throws LeaseLostException when one of them belongs to another worker
     */
    public void renew(Collection<FileLease> leases) {
        Set<Long> renewed = new HashSet<>(held(RENEW, leases));
        leases.stream()
                .filter(lease -> !renewed.contains(lease.fileId()))
                .findFirst()
                .ifPresent(lost -> {
                    throw new LeaseLostException(lost);
                });
    }

    /** Returns those of the files to the queue that the worker still has. */
    void release(Collection<FileLease> leases) {
        held(RELEASE, leases);
    }

    /** A statement on the files that their worker still has; returns their ids. */
    private List<Long> held(String sql, Collection<FileLease> leases) {
        return jdbc.sql(sql)
                .param("ids", Columns.of(leases, FileLease::fileId, Long[]::new))
                .param("epochs", Columns.of(leases, FileLease::epoch, Integer[]::new))
                .query(Long.class)
                .list();
    }

    /**
     * Releases every leased file at once, for a hub that starts alone and resumes its own unfinished work.
     *
     * @return the number of files released
     */
    public int releaseAll() {
        return jdbc.sql(RELEASE_ALL).update();
    }

    /**
     * How far the reading of a file has come.
     *
     * @param begins whether these are the first records of a reading
     * @param records records read since the last note
     * @param bytes decrypted, decompressed bytes read in all; null when no record was read
     */
    public record Progress(FileLease lease, boolean begins, int records, @Nullable Long bytes) {}

    /** Notes how far the reading of files, each named once, has come. */
    public void progress(List<Progress> read) {
        jdbc.sql(PROGRESS)
                .param("ids", Columns.of(read, each -> each.lease().fileId(), Long[]::new))
                .param("begins", Columns.of(read, Progress::begins, Boolean[]::new))
                .param("records", Columns.of(read, Progress::records, Integer[]::new))
                .param("bytes", Columns.of(read, Progress::bytes, Long[]::new))
                .update();
    }

    /**
     * Books what files received, between which keys, and under which mapping and rules their records were judged. Since
     * staged batches do not wait for the disk, it makes sure that the database has them all: the count of the records that
     * were read is stored with their rows.
     *
     * @param amounts the gross wages or hours of the records of each file
     * @throws StagedRecordsLostException when a crash of the database took staged records of one of the files
     */
    public void book(List<StagedFile> staged, List<BigDecimal> amounts) {
        Set<Long> booked = new HashSet<>(jdbc.sql(BOOK)
                .param("ids", Columns.of(staged, file -> file.lease().fileId(), Long[]::new))
                .param(
                        "records",
                        Columns.of(staged, file -> (long) file.totals().counted(), Long[]::new))
                .param("amounts", amounts.toArray(BigDecimal[]::new))
                .param("firstKeys", Columns.of(staged, StagedFile::firstKey, String[]::new))
                .param("lastKeys", Columns.of(staged, StagedFile::lastKey, String[]::new))
                .param("mappings", Columns.of(staged, StagedFile::mappingDigest, String[]::new))
                .param("rules", Columns.of(staged, StagedFile::rulesDigest, String[]::new))
                .query(Long.class)
                .list());
        staged.stream()
                .map(StagedFile::lease)
                .filter(lease -> !booked.contains(lease.fileId()))
                .findFirst()
                .ifPresent(lease -> {
                    throw new StagedRecordsLostException(lease);
                });
    }

    /** Refuses a file. */
    public void refuse(FileLease lease, FileRefusal refusal, Instant now) {
        jdbc.sql(REFUSE)
                .param("code", refusal.code().code())
                .param("line", refusal.line(), Types.INTEGER)
                .param("detail", refusal.why().en())
                .param("detailFr", refusal.why().fr())
                .param("now", Timestamp.from(now))
                .param("id", lease.fileId())
                .update();
    }

    /** Files take effect, one after another in the order given. */
    public void apply(Collection<Long> fileIds, Instant now) {
        jdbc.sql(APPLY)
                .param("now", Timestamp.from(now))
                .param("ids", ids(fileIds))
                .update();
    }

    /** The dry run of a file is finished. */
    public void rehearse(FileLease lease, Instant now) {
        jdbc.sql(REHEARSE)
                .param("now", Timestamp.from(now))
                .param("id", lease.fileId())
                .update();
    }

    /** Closes files that have no open records. */
    public void close(Collection<Long> fileIds, Instant now) {
        jdbc.sql(CLOSE)
                .param("now", Timestamp.from(now))
                .param("files", ids(fileIds))
                .update();
    }

    /** Opens those of the files again that are closed: records of them are pending or held again. */
    public void reopen(Collection<Long> fileIds) {
        if (!fileIds.isEmpty()) {
            jdbc.sql(REOPEN).param("files", ids(fileIds)).update();
        }
    }

    /** Parks a file that waits or is being read, and takes it from its worker. */
    public void park(long fileId) {
        jdbc.sql(PARK).param("id", fileId).update();
    }

    /** Returns a parked file to the queue. */
    public void unpark(long fileId) {
        jdbc.sql(UNPARK).param("id", fileId).update();
    }

    /**
     * Notes under which rules the records of applied files were evaluated last.
     *
     * @param last the last file that was re-evaluated
     */
    public void setRules(String rules, long last) {
        jdbc.sql(SET_RULES).param("rules", rules).param("last", last).update();
    }

    /** A statement on the files of a drop folder. */
    private JdbcClient.StatementSpec of(String sql, InboxId inbox) {
        return jdbc.sql(sql).param("sender", inbox.sender()).param("dryRun", inbox.dryRun());
    }

    private static Long[] ids(Collection<Long> fileIds) {
        return fileIds.toArray(Long[]::new);
    }
}
