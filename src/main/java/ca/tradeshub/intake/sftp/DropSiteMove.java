// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import ca.tradeshub.intake.landing.LandedFile;
import ca.tradeshub.intake.landing.ListedSource;
import ca.tradeshub.ledger.FailureCause;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.landing.Landings;
import com.jcraft.jsch.ChannelSftp;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.util.FileUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Moves the source of a landed file, together with its control file, out of the drop folder and records each move in
 * the ledger. Camel's own {@code move} deletes an existing target file and supports only one target folder. This class
 * deletes nothing: it adds a suffix to a name in use, and a source may stay. A failed move is retried at a later poll.
 *
 * <p>It moves only what was read. A sender may put another file under the name at any time, and a rename moves whatever
 * the name then leads to: so the attributes are compared before the bytes are read, after, right before the rename, and
 * of what the rename moved. Another file stays in the drop folder, or goes back there, and is landed at a later poll.
 */
@Component
public class DropSiteMove implements GenericFileProcessStrategy<SftpRemoteFile<?>> {

    /** Exchange property that carries the {@link LandedFile}. */
    public static final String LANDED = "landed";

    /** Exchange property that carries the {@link ListedSource}. */
    public static final String SOURCE = "source";

    private static final Logger LOG = LoggerFactory.getLogger(DropSiteMove.class);

    /** A server may say of every name that it is in use. */
    private static final int MOST_NAMES = 20;

    private final Landings landings;
    private final Alarms alarms;

    DropSiteMove(Landings landings, Alarms alarms) {
        this.landings = landings;
        this.alarms = alarms;
    }

    @Override
    public void prepareOnStartup(
            GenericFileOperations<SftpRemoteFile<?>> operations, GenericFileEndpoint<SftpRemoteFile<?>> endpoint) {
        // There are no local files to clean up.
    }

    @Override
    public boolean begin(
            GenericFileOperations<SftpRemoteFile<?>> operations,
            GenericFileEndpoint<SftpRemoteFile<?>> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile<?>> file) {
        SourceAttributes listed = listed(file);
        ListedSource source = () -> isThere((RemoteAttributes) operations, file.getAbsoluteFilePath(), listed);
        exchange.setProperty(SOURCE, source);
        return isThere((RemoteAttributes) operations, file.getAbsoluteFilePath(), listed);
    }

    @Override
    public void abort(
            GenericFileOperations<SftpRemoteFile<?>> operations,
            GenericFileEndpoint<SftpRemoteFile<?>> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile<?>> file) {
        operations.releaseRetrievedFileResources(exchange);
    }

    @Override
    public void commit(
            GenericFileOperations<SftpRemoteFile<?>> operations,
            GenericFileEndpoint<SftpRemoteFile<?>> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile<?>> file) {
        operations.releaseRetrievedFileResources(exchange);
        LandedFile landed = exchange.getProperty(LANDED, LandedFile.class);
        if (landed.source() == LandedFile.Source.STAYS) {
            return;
        }
        String subject = landed.inbox().subject(landed.name());
        String folder = FileUtil.onlyPath(file.getAbsoluteFilePath());
        String target = folder + "/" + landed.source().folder();
        try {
            operations.buildDirectory(target, file.isAbsolute());
            Move move = new Move(operations, folder, target);
            if (move.of(landed.name(), landed.id(), listed(file))
                    && landed.controlId() != null
                    && landed.controlName() != null) {
                Landings.Source control = landings.source(landed.controlId());
                move.of(
                        landed.controlName(),
                        landed.controlId(),
                        SourceAttributes.of(control.size(), control.modified()));
            }
        } catch (GenericFileOperationFailedException e) {
            alarms.raise(AlarmCode.SOURCE_NOT_MOVED, subject, FailureCause.text(e));
            throw e;
        }
        alarms.close(AlarmCode.SOURCE_NOT_MOVED, subject);
    }

    @Override
    public void rollback(
            GenericFileOperations<SftpRemoteFile<?>> operations,
            GenericFileEndpoint<SftpRemoteFile<?>> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile<?>> file) {
        operations.releaseRetrievedFileResources(exchange);
    }

    private static SourceAttributes listed(GenericFile<SftpRemoteFile<?>> file) {
        return file.getFile().getRemoteFile() instanceof ChannelSftp.LsEntry entry
                ? SourceAttributes.of(entry.getAttrs())
                : SourceAttributes.of(file.getFileLength(), Instant.ofEpochMilli(file.getLastModified()));
    }

    private static boolean isThere(RemoteAttributes server, String path, SourceAttributes expected) {
        return server.attributes(path).filter(expected::matches).isPresent();
    }

    /** Moves sources from a drop folder to one of its subfolders. */
    private final class Move {

        private final GenericFileOperations<SftpRemoteFile<?>> operations;
        private final String folder;
        private final String target;

        Move(GenericFileOperations<SftpRemoteFile<?>> operations, String folder, String target) {
            this.operations = operations;
            this.folder = folder;
            this.target = target;
        }

        /** Moves one source, unless the drop folder has another file of that name; whether it moved. */
        boolean of(String name, long id, SourceAttributes expected) {
            RemoteAttributes server = (RemoteAttributes) operations;
            String source = folder + "/" + name;
            if (!isThere(server, source, expected)) {
                LOG.info("The source of file {} was replaced or removed after it was read; nothing is moved", id);
                return false;
            }
            String place = free(target + "/" + name, id);
            operations.renameFile(source, place);
            if (isThere(server, place, expected)) {
                landings.sourceMoved(id);
                return true;
            }
            if (server.attributes(source).isEmpty() && server.attributes(place).isPresent()) {
                operations.renameFile(place, source);
                LOG.info("The source of file {} was replaced while it was moved; the newer file was put back", id);
            } else {
                LOG.warn(
                        "The source of file {} was replaced twice while it was moved; the first one is in {}",
                        id,
                        target);
            }
            return false;
        }

        private String free(String wanted, long id) {
            String place = wanted;
            for (int attempt = 0; operations.existsFile(place); attempt++) {
                if (attempt == MOST_NAMES) {
                    throw new GenericFileOperationFailedException("No name is free where the source goes");
                }
                place = wanted + "." + id + (attempt == 0 ? "" : "-" + attempt);
            }
            return place;
        }
    }
}
