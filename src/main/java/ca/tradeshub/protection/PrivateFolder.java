// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.protection;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Folders and files that only the hub's user may open, whatever the umask of the process is. On a file system without
 * POSIX rights nothing is restricted and no folder counts as open.
 */
public final class PrivateFolder {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFolder() {}

    /** Creates a folder and its missing parents with rights for the owner only; an existing folder keeps its rights. */
    public static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (POSIX) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER));
            // The umask may have taken rights of the owner away.
            Files.setPosixFilePermissions(folder, OWNER);
        } else {
            Files.createDirectories(folder);
        }
    }

    /** Whether users other than the owner have any right on a folder or file. */
    public static boolean isOpen(Path path) throws IOException {
        return hasRights(path) && !OWNER.containsAll(Files.getPosixFilePermissions(path));
    }

    /**
     * Takes the rights of all other users on a folder away.
     *
     * @throws IOException when the rights cannot be changed or the file system does not keep the change
     */
    public static void close(Path folder) throws IOException {
        Set<PosixFilePermission> kept = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
        kept.retainAll(OWNER);
        Files.setPosixFilePermissions(folder, kept);
        if (isOpen(folder)) {
            throw new IOException("The file system does not keep the rights");
        }
    }

    /** The rights with which a private file is created. */
    public static FileAttribute<?>[] fileAttributes() {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean hasRights(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }
}
