// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import java.util.Comparator;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.springframework.stereotype.Component;

/** The order in which a poll takes files: by name, but a control file right before its CSV, which waits for it. */
@Component("controlFileFirst")
public final class ControlFileFirst implements Comparator<GenericFile<SftpRemoteFile<?>>> {

    private static final Comparator<String> ORDER = Comparator.comparing(ControlFileFirst::stem)
            .thenComparing(name -> !name.endsWith(".ctl"))
            .thenComparing(Comparator.naturalOrder());

    @Override
    public int compare(GenericFile<SftpRemoteFile<?>> one, GenericFile<SftpRemoteFile<?>> other) {
        return ORDER.compare(one.getFileNameOnly(), other.getFileNameOnly());
    }

    private static String stem(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
