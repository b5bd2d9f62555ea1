// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import java.util.Optional;

/** What the operations of {@link LeanSftpComponent} can besides those of Camel. */
interface RemoteAttributes {

    /**
     * The attributes of one regular file, read from the server now.
     *
     * @param path the file
     * @return empty when there is no regular file of that name
     * @throws org.apache.camel.component.file.GenericFileOperationFailedException when the server does not answer
     */
    Optional<SourceAttributes> attributes(String path);
}
