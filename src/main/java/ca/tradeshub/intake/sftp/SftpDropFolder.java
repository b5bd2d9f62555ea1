// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import ca.tradeshub.intake.source.DropFolder;
import ca.tradeshub.intake.source.ListedFile;
import ca.tradeshub.intake.source.SourceContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A drop folder on an SFTP server. */
final class SftpDropFolder implements DropFolder {

    /** The most that every server gives in reply to one read. */
    static final int CHUNK = 32 * 1024;

    /** Files open at once; servers have limits. */
    private static final int OPEN_AT_ONCE = 50;

    /** Requests for the next entries of a folder under way at once. */
    private static final int ENTRIES_AT_ONCE = 4;

    private final SftpChannel server;
    private final String folder;

    /**
     * @param server a channel on which nothing is under way
     * @param folder the folder, from the home of the account
     */
    SftpDropFolder(SftpChannel server, String folder) {
        this.server = server;
        this.folder = folder;
    }

    @Override
    public List<ListedFile> list() throws IOException {
        byte[] handle = server.ask(SftpRequest.openFolder(folder)).handle();
        List<ListedFile> entries = new ArrayList<>();
        boolean ended = false;
        while (!ended) {
            List<SftpRequest> next = new ArrayList<>();
            for (int i = 0; i < (entries.isEmpty() ? 2 : ENTRIES_AT_ONCE); i++) {
                next.add(SftpRequest.readFolder(handle));
            }
            for (SftpReply reply : server.askAll(next)) {
                if (reply.isEnd()) {
                    ended = true;
                } else {
                    entries.addAll(reply.entries());
                }
            }
        }
        server.ask(SftpRequest.close(handle)).done();
        return entries;
    }

    @Override
    public long modifiedSeconds() throws IOException {
        return server.ask(SftpRequest.target(folder))
                .attributes(folder)
                .attributes()
                .modifiedSeconds();
    }

    @Override
    public List<SourceContent> read(List<ListedFile> files) throws IOException {
        List<SourceContent> contents = new ArrayList<>(files.size());
        for (int first = 0; first < files.size(); first += OPEN_AT_ONCE) {
            contents.addAll(readAtOnce(files.subList(first, Math.min(files.size(), first + OPEN_AT_ONCE))));
        }
        return contents;
    }

    private List<SourceContent> readAtOnce(List<ListedFile> files) throws IOException {
        List<OpenFile> open = new ArrayList<>(files.size());
        List<SftpReply> opened = server.askAll(
                files.stream().map(file -> SftpRequest.open(place(file.name()))).toList());
        for (int i = 0; i < files.size(); i++) {
            open.add(OpenFile.of(files.get(i), opened.get(i)));
        }
        List<SftpRequest> reads = new ArrayList<>();
        open.forEach(file -> file.addReads(reads));
        List<SftpReply> chunks = server.askAll(reads);
        int next = 0;
        for (OpenFile file : open) {
            next = file.take(chunks, next);
        }
        for (OpenFile file : open) {
            file.complete(server);
        }
        List<SftpRequest> last = new ArrayList<>();
        for (OpenFile file : open) {
            if (file.handle != null) {
                last.add(SftpRequest.close(file.handle));
                last.add(SftpRequest.attributes(place(file.listed.name())));
            }
        }
        List<SftpReply> afterwards = server.askAll(last);
        next = 0;
        List<SourceContent> contents = new ArrayList<>(open.size());
        for (OpenFile file : open) {
            SftpReply attributes = null;
            if (file.handle != null) {
                attributes = afterwards.get(next + 1);
                next += 2;
            }
            contents.add(file.content(attributes));
        }
        return contents;
    }

    @Override
    public InputStream open(ListedFile file) throws IOException {
        return new SftpFileStream(
                server, server.ask(SftpRequest.open(place(file.name()))).handle());
    }

    @Override
    public List<Optional<ListedFile>> look(List<String> names) throws IOException {
        List<SftpReply> replies = server.askAll(
                names.stream().map(name -> SftpRequest.attributes(place(name))).toList());
        List<Optional<ListedFile>> found = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            SftpReply reply = replies.get(i);
            found.add(reply.isNoSuchFile() ? Optional.empty() : Optional.of(reply.attributes(names.get(i))));
        }
        return found;
    }

    @Override
    public List<Optional<IOException>> rename(List<Rename> renames) throws IOException {
        return server
                .askAll(renames.stream()
                        .map(rename -> SftpRequest.rename(place(rename.from()), place(rename.to())))
                        .toList())
                .stream()
                .map(reply -> reply.isDone() ? Optional.<IOException>empty() : Optional.of(reply.refusal()))
                .toList();
    }

    @Override
    public void create(String name) throws IOException {
        SftpReply there = server.ask(SftpRequest.attributes(place(name)));
        if (there.isNoSuchFile()) {
            server.ask(SftpRequest.makeFolder(place(name))).done();
        } else if (!there.attributes(name).isFolder()) {
            throw SftpException.notAFolder();
        }
    }

    private String place(String name) {
        return folder + "/" + name;
    }

    /** A small file while it is read. */
    private static final class OpenFile {

        private final ListedFile listed;
        private final byte @Nullable [] handle;
        private final byte[] bytes;
        private @Nullable SourceContent failed;
        private int read;

        private OpenFile(ListedFile listed, byte @Nullable [] handle, @Nullable SourceContent failed) {
            this.listed = listed;
            this.handle = handle;
            this.failed = failed;
            // One more than listed shows that it has grown.
            this.bytes = new byte[Math.toIntExact(listed.attributes().size() + 1)];
        }

        static OpenFile of(ListedFile listed, SftpReply reply) throws IOException {
            if (reply.isNoSuchFile()) {
                return new OpenFile(listed, null, new SourceContent.Changed());
            }
            try {
                return new OpenFile(listed, reply.handle(), null);
            } catch (SftpException refused) {
                return new OpenFile(listed, null, new SourceContent.Refused(refused));
            }
        }

        void addReads(List<SftpRequest> reads) {
            if (handle != null) {
                reads.add(SftpRequest.attributes(handle));
                for (int offset = 0; offset < bytes.length; offset += CHUNK) {
                    reads.add(SftpRequest.read(handle, offset, Math.min(CHUNK, bytes.length - offset)));
                }
            }
        }

        /** Takes its replies from those of many files; returns the place of the next file's. */
        int take(List<SftpReply> replies, int first) throws IOException {
            if (handle == null) {
                return first;
            }
            int next = first;
            if (!replies.get(next++).attributes(listed.name()).isStill(listed.attributes())) {
                failed = new SourceContent.Changed();
            }
            boolean inOrder = true;
            for (int offset = 0; offset < bytes.length; offset += CHUNK) {
                SftpReply reply = replies.get(next++);
                if (inOrder && !reply.isEnd()) {
                    add(reply);
                    inOrder = read == Math.min(bytes.length, offset + CHUNK);
                } else {
                    inOrder = false;
                }
            }
            return next;
        }

        private void add(SftpReply reply) throws IOException {
            try {
                byte[] chunk = reply.data();
                if (chunk.length > bytes.length - read) {
                    throw new IOException("The server sent more than was asked for");
                }
                System.arraycopy(chunk, 0, bytes, read, chunk.length);
                read += chunk.length;
            } catch (SftpException refused) {
                failed = new SourceContent.Refused(refused);
            }
        }

        /** Reads what a server that sends less than it is asked for has not sent. */
        void complete(SftpChannel server) throws IOException {
            while (handle != null && failed == null && read < bytes.length - 1) {
                SftpReply reply = server.ask(SftpRequest.read(handle, read, Math.min(CHUNK, bytes.length - read)));
                if (reply.isEnd()) {
                    return;
                }
                add(reply);
            }
        }

        SourceContent content(@Nullable SftpReply afterwards) throws IOException {
            if (failed != null) {
                return failed;
            }
            boolean isStill = afterwards != null
                    && !afterwards.isNoSuchFile()
                    && afterwards.attributes(listed.name()).isStill(listed.attributes());
            return isStill && read == bytes.length - 1
                    ? new SourceContent.Whole(Arrays.copyOf(bytes, read))
                    : new SourceContent.Changed();
        }
    }
}
