// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import ca.tradeshub.intake.landing.LandedFile;
import ca.tradeshub.ledger.FailureCause;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.landing.Landings;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.util.FileUtil;
import org.springframework.stereotype.Component;

/**
 * Moves the source of a landed file, together with its control file, out of the drop folder and records each move in
 * the ledger. Camel's own {@code move} deletes an existing target file and supports only one target folder. This class
 * deletes nothing: it adds a suffix to a name in use, and a source may stay. A failed move is retried at a later poll.
 */
@Component
public class DropSiteMove implements GenericFileProcessStrategy<SftpRemoteFile<?>> {

    /** Exchange property that carries the {@link LandedFile}. */
    public static final String LANDED = "landed";

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
        return true;
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
            move(operations, folder, target, landed.name(), landed.id());
            if (landed.controlId() != null && landed.controlName() != null) {
                move(operations, folder, target, landed.controlName(), landed.controlId());
            }
        } catch (GenericFileOperationFailedException e) {
            alarms.raise(AlarmCode.SOURCE_NOT_MOVED, subject, FailureCause.of(e));
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

    private void move(
            GenericFileOperations<SftpRemoteFile<?>> operations, String folder, String target, String name, long id) {
        String place = target + "/" + name;
        for (int attempt = 0; operations.existsFile(place); attempt++) {
            if (attempt == MOST_NAMES) {
                throw new GenericFileOperationFailedException("No name is free where the source goes");
            }
            place = target + "/" + name + "." + id + (attempt == 0 ? "" : "-" + attempt);
        }
        operations.renameFile(folder + "/" + name, place);
        landings.sourceMoved(id);
    }
}
