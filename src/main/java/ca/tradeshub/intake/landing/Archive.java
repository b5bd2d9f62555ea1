// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.intake.unpack.ContentRefusedException;
import ca.tradeshub.intake.unpack.FileUnpacker;
import ca.tradeshub.protection.PrivateFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores every file the hub ingests, byte for byte as it was dropped: one entry per content, named by its SHA-256,
 * never changed, and only the hub's user can read it. An entry and its folder are durable before {@link #store} returns.
 */
public final class Archive {

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
    private static final int BUFFER = 64 * 1024;
    private static final Duration ABANDONED = Duration.ofHours(6);
    private static final boolean FOLDERS_CAN_BE_FORCED = java.io.File.separatorChar == '/';

    /** Files that are forced side by side. They wait for the disk and use no processor. */
    private static final int WRITERS = 16;

    private static final long IDLE_SECONDS = 10;

    private final ExecutorService writers = writers();
    private final Path root;
    private final Path incoming;
    private final FileUnpacker unpacker;

    /**
     * An archive in a folder, which is made when it is missing.
     *
     * @param root the folder
     * @param unpacker opens packed entries
     */
    public Archive(Path root, FileUnpacker unpacker) {
        this.root = root;
        this.incoming = root.resolve("incoming");
        this.unpacker = unpacker;
        try {
            PrivateFolder.create(root);
            PrivateFolder.create(incoming);
        } catch (IOException e) {
            throw new UncheckedIOException("The archive's folder cannot be made: " + incoming, e);
        }
    }

    /**
     * An entry of the archive.
     *
     * @param sha256 digest of its bytes, which names it
     * @param size its bytes
     */
    public record Entry(String sha256, long size) {}

    /**
     * Streams bytes into the archive. When this returns they are durable; when it throws nothing is left.
     *
     * @param bytes what arrives; not closed
     * @param limit most bytes taken
     * @return the new entry, or the one that had the same bytes already
     * @throws ContentRefusedException when more arrives than the limit allows
     * @throws IOException when the bytes cannot be read or cannot be made durable
     */
    public Entry store(InputStream bytes, long limit) throws IOException {
        Path part = incoming.resolve(UUID.randomUUID() + ".part");
        try {
            Entry entry = write(bytes, limit, part);
            place(entry, part);
            // Existing entries too: the process that wrote the entry may have ended before it forced the folders.
            force(folder(path(entry.sha256())));
            force(root);
            return entry;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Stores small files together. When this returns all are durable; when it throws none is certain to be. The files are
     * forced side by side: a file system writes its journal once for all that wait for it.
     *
     * @return the entries, in the order of the contents
     * @throws IOException when one of them cannot be made durable
     */
    public List<Entry> storeAll(List<byte[]> contents) throws IOException {
        List<Entry> entries = atOnce(contents.stream()
                .map(bytes -> (Callable<Entry>) () -> place(bytes))
                .toList());
        Set<Path> folders =
                entries.stream().map(entry -> folder(path(entry.sha256()))).collect(Collectors.toSet());
        atOnce(folders.stream()
                .map(folder -> (Callable<Path>) () -> {
                    force(folder);
                    return folder;
                })
                .toList());
        force(root);
        return entries;
    }

    private Entry place(byte[] bytes) throws IOException {
        Path part = incoming.resolve(UUID.randomUUID() + ".part");
        try {
            Entry entry = write(new ByteArrayInputStream(bytes), bytes.length, part);
            place(entry, part);
            return entry;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void place(Entry entry, Path part) throws IOException {
        Path place = path(entry.sha256());
        if (!isWhole(place, entry.size())) {
            PrivateFolder.create(folder(place));
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path folder(Path place) {
        return Objects.requireNonNull(place.getParent(), "an entry is inside the archive");
    }

    /** Does all of it, side by side, and waits for the end of all even when one fails. */
    private <T> List<T> atOnce(List<Callable<T>> tasks) throws IOException {
        List<Future<T>> futures = tasks.stream().map(writers::submit).toList();
        List<T> results = new ArrayList<>();
        IOException failure = null;
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                IOException cause = e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
                if (failure == null) {
                    failure = cause;
                } else {
                    failure.addSuppressed(cause);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                futures.forEach(each -> each.cancel(false));
                throw new InterruptedIOException();
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }

    private static ExecutorService writers() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                WRITERS, WRITERS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "archive-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * The content of an entry, decrypted and decompressed where its name says so.
     *
     * @param sender who dropped the file
     * @param sha256 names the entry
     * @param name the file's name, whose endings say how it is packed
     * @throws ContentRefusedException when the content cannot be opened, now or while it is read
     * @throws NoSuchFileException when there is no such entry
     */
    public InputStream open(String sender, String sha256, String name) throws IOException {
        return unpacker.open(path(sha256), sender, name);
    }

    /** A part of a file's content: an entry and the name that says how it is packed. */
    public record Part(String sha256, String name) {}

    /**
     * The digest of contents one after the other, decrypted and decompressed where their names say so.
     *
     * @param sender who dropped the files
     * @throws ContentRefusedException when a content cannot be opened
     */
    public String contentDigest(String sender, List<Part> parts) throws IOException {
        MessageDigest digest = Sha256.start();
        byte[] buffer = new byte[BUFFER];
        for (Part part : parts) {
            try (InputStream content = open(sender, part.sha256(), part.name())) {
                for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                    digest.update(buffer, 0, count);
                }
            }
        }
        return Sha256.hex(digest);
    }

    /** Removes what landings that were interrupted long ago left behind. */
    public void sweep(Clock clock) throws IOException {
        Instant abandoned = clock.instant().minus(ABANDONED);
        try (Stream<Path> parts = Files.list(incoming)) {
            for (Path part : (Iterable<Path>) parts::iterator) {
                try {
                    if (Files.getLastModifiedTime(part).toInstant().isBefore(abandoned)) {
                        Files.deleteIfExists(part);
                    }
                } catch (NoSuchFileException finishedMeanwhile) {
                    LOG.debug("{} was finished while the archive was swept", part);
                }
            }
        }
    }

    /** The path of an entry. */
    Path path(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("No SHA-256 digest");
        }
        return root.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static Entry write(InputStream bytes, long limit, Path part) throws IOException {
        MessageDigest digest = Sha256.start();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (FileChannel file = FileChannel.open(
                part,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PrivateFolder.fileAttributes())) {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                size += count;
                if (size > limit) {
                    throw ContentRefusedException.tooLarge(limit);
                }
                digest.update(buffer, 0, count);
                ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, count);
                while (chunk.hasRemaining()) {
                    file.write(chunk);
                }
            }
            file.force(true);
        }
        return new Entry(Sha256.hex(digest), size);
    }

    private static boolean isWhole(Path place, long size) throws IOException {
        return Files.exists(place) && Files.size(place) == size;
    }

    private static void force(Path folder) throws IOException {
        if (FOLDERS_CAN_BE_FORCED) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
