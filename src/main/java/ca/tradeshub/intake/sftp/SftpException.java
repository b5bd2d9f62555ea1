// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import java.io.IOException;

/** An SFTP server refused a request. The connection goes on. */
final class SftpException extends IOException {

    private static final long serialVersionUID = 1;

    private static final int NO_SUCH_FILE = 2;
    private static final int PERMISSION_DENIED = 3;
    private static final int FAILURE = 4;

    private final int status;

    /**
     * @param status the server's status code; its message may quote names and is not kept
     */
    SftpException(int status) {
        super(
                switch (status) {
                    case NO_SUCH_FILE -> "No such file";
                    case PERMISSION_DENIED -> "Permission denied";
                    default -> "The server refused with status " + status;
                });
        this.status = status;
    }

    /** That there is a file where a folder is needed. */
    static SftpException notAFolder() {
        return new SftpException(FAILURE);
    }

    /** Whether there is no file of the name. */
    boolean isNoSuchFile() {
        return status == NO_SUCH_FILE;
    }
}
