// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.InboxId;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
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

    private static final String SOURCES_MOVED =
            "update file set source_moved = true, source_moved_at = clock_timestamp() where id = any(:ids)";

    private static final String SOURCES_GONE =
            """
            update file set source_moved = true, source_moved_at = clock_timestamp()
             where sender = :sender and dry_run = :dryRun and not source_moved
               and landed_at < :listed
               and name <> all(:names)
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
             where id = :id
            returning id, lease_epoch, sender, dry_run, feed, name, logical_name, employer_bn9, file_date, file_order,
                      archive_sha256,
                      (select c.archive_sha256 from file c where c.id = f.control_file) as control_sha256,
                      (select c.name from file c where c.id = f.control_file) as control_name
            """;

    private static final String RENEW =
            """
            update file set leased_until = clock_timestamp() + interval '2 minutes'
             where id = :id and lease_epoch = :epoch and state = 'STAGING'
            """;

    private static final String RELEASE_ALL =
            "update file set state = 'LANDED', leased_until = null where state = 'STAGING'";

    private static final String BEGIN = "update file set read_records = 0, read_bytes = 0 where id = :id";

    private static final String PROGRESS =
            "update file set read_records = read_records + :records, read_bytes = :bytes where id = :id";

    private static final String BOOK =
            """
            update file
               set records = :records, amount = :amount, mapping_digest = :mapping, rules_digest = :rules
             where id = :id
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
            update file
               set state = 'APPLIED', leased_until = null, applied_at = :now,
                   apply_order = nextval('apply_order')
             where id = :id
            """;

    private static final String REHEARSE =
            "update file set state = 'REHEARSED', leased_until = null, closed_at = :now where id = :id";

    private static final String CLOSE = "update file set state = 'CLOSED', closed_at = :now where id = :id";

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

    /** Leases a file for two minutes. Its row is locked by the caller, who found it without a worker. */
    FileLease lease(long fileId) {
        return jdbc.sql(LEASE)
                .param("id", fileId)
                .query((rs, row) -> new FileLease(
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
                        rs.getString("control_name")))
                .single();
    }

    /**
     * Renews a lease within the transaction of a batch.
     *
     * @throws LeaseLostException when the lease belongs to another worker
     */
    public void renew(FileLease lease) {
        int renewed = jdbc.sql(RENEW)
                .param("id", lease.fileId())
                .param("epoch", lease.epoch())
                .update();
        if (renewed == 0) {
            throw new LeaseLostException(lease);
        }
    }

    /**
     * Releases every leased file at once, for a hub that starts alone and resumes its own unfinished work.
     *
     * @return the number of files released
     */
    public int releaseAll() {
        return jdbc.sql(RELEASE_ALL).update();
    }

    /** Notes that the reading of a file begins. */
    public void begin(FileLease lease) {
        jdbc.sql(BEGIN).param("id", lease.fileId()).update();
    }

    /**
     * Notes how far the reading of a file has come.
     *
     * @param records records read since the last note
     * @param bytes decrypted, decompressed bytes read in all
     */
    public void progress(FileLease lease, int records, long bytes) {
        jdbc.sql(PROGRESS)
                .param("records", records)
                .param("bytes", bytes)
                .param("id", lease.fileId())
                .update();
    }

    /**
     * Books what a file received, and under which mapping and rules its records were judged.
     *
     * @param records how many records it has
     * @param amount their gross wages or hours
     */
    public void book(StagedFile file, long records, BigDecimal amount) {
        jdbc.sql(BOOK)
                .param("records", records)
                .param("amount", amount)
                .param("mapping", file.mappingDigest())
                .param("rules", file.rulesDigest())
                .param("id", file.lease().fileId())
                .update();
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

    /** A file takes effect. */
    public void apply(FileLease lease, Instant now) {
        set(APPLY, lease.fileId(), now);
    }

    /** The dry run of a file is finished. */
    public void rehearse(FileLease lease, Instant now) {
        set(REHEARSE, lease.fileId(), now);
    }

    /** Closes a file that has no open records. */
    public void close(long fileId, Instant now) {
        set(CLOSE, fileId, now);
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

    private void set(String sql, long fileId, Instant now) {
        jdbc.sql(sql).param("now", Timestamp.from(now)).param("id", fileId).update();
    }
}
