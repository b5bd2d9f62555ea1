// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.settings;

import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.protection.PrivateFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.stereotype.Component;

/** The hub's state folder, locked by one running hub at a time. Its folders are created for the hub's user only. */
@Component
public class StateFolder implements AutoCloseable {

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    public StateFolder(HubSettings settings) {
        root = settings.stateDir().toAbsolutePath().normalize();
        try {
            PrivateFolder.create(root);
            channel = FileChannel.open(root.resolve("hub.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new StartFailure(e, "state.not-writable", root);
        }
        lock = lock();
    }

    private FileLock lock() {
        try {
            FileLock taken = channel.tryLock();
            if (taken != null) {
                return taken;
            }
        } catch (OverlappingFileLockException e) {
            throw inUse();
        } catch (IOException e) {
            throw new StartFailure(e, "state.not-locked", root);
        }
        throw inUse();
    }

    private StartFailure inUse() {
        return new StartFailure("state.in-use", root);
    }

    /** The folder itself, absolute. */
    public Path root() {
        return root;
    }

    /** A folder inside it, created if it does not exist. */
    public Path folder(String name) {
        Path folder = root.resolve(name);
        try {
            PrivateFolder.create(folder);
        } catch (IOException e) {
            throw new StartFailure(e, "state.folder", folder);
        }
        return folder;
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
