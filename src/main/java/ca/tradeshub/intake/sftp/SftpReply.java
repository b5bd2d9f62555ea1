// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import ca.tradeshub.intake.source.ListedFile;
import ca.tradeshub.intake.source.SourceAttributes;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server's reply to a request of the SFTP protocol, version 3.
 *
 * @param type the kind of reply
 * @param content what follows the number of the request
 */
record SftpReply(int type, ByteBuffer content) {

    private static final int STATUS = 101;
    private static final int HANDLE = 102;
    private static final int DATA = 103;
    private static final int NAME = 104;
    private static final int ATTRS = 105;

    private static final int OK = 0;
    private static final int END = 1;

    private static final int SIZE = 0x1;
    private static final int OWNER = 0x2;
    private static final int PERMISSIONS = 0x4;
    private static final int TIMES = 0x8;
    private static final int EXTENDED = 0x80000000;

    private static final int KIND = 0xF000;
    private static final int REGULAR = 0x8000;
    private static final int FOLDER = 0x4000;

    private interface Part<T> {
        T read(ByteBuffer content);
    }

    /** Whether nothing follows: the end of a file or of a folder. */
    boolean isEnd() {
        return type == STATUS && content.getInt(content.position()) == END;
    }

    /** Whether the server did what was asked and has nothing else to say. */
    boolean isDone() {
        return type == STATUS && content.getInt(content.position()) == OK;
    }

    /** Whether there is no file of the name that the request has. */
    boolean isNoSuchFile() {
        return type == STATUS && new SftpException(content.getInt(content.position())).isNoSuchFile();
    }

    /** Fails unless the server did what was asked. */
    void done() throws IOException {
        if (!isDone()) {
            throw refusal();
        }
    }

    byte[] handle() throws IOException {
        return part(HANDLE, SftpReply::bytes);
    }

    byte[] data() throws IOException {
        return part(DATA, SftpReply::bytes);
    }

    /** A file as its attributes show it. */
    ListedFile attributes(String name) throws IOException {
        return part(ATTRS, content -> file(content, name));
    }

    /** Some entries of a folder, under whatever names the server gives them. */
    List<ListedFile> entries() throws IOException {
        return part(NAME, content -> {
            int count = content.getInt();
            List<ListedFile> entries = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String name = new String(bytes(content), StandardCharsets.UTF_8);
                bytes(content);
                entries.add(file(content, name));
            }
            return entries;
        });
    }

    /** Why the request was refused. */
    IOException refusal() {
        return type == STATUS ? new SftpException(content.getInt(content.position())) : malformed();
    }

    private <T> T part(int expected, Part<T> part) throws IOException {
        if (type != expected) {
            throw refusal();
        }
        try {
            return part.read(content);
        } catch (BufferUnderflowException | NegativeArraySizeException cut) {
            throw malformed();
        }
    }

    private static IOException malformed() {
        return new IOException("The server sent a reply that is not of the SFTP protocol");
    }

    private static byte[] bytes(ByteBuffer content) {
        int length = content.getInt();
        if (length > content.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        content.get(bytes);
        return bytes;
    }

    private static ListedFile file(ByteBuffer content, String name) {
        int flags = content.getInt();
        long size = (flags & SIZE) == 0 ? 0 : content.getLong();
        Optional<String> owner = (flags & OWNER) == 0
                ? Optional.empty()
                : Optional.of(
                        Integer.toUnsignedString(content.getInt()) + ":" + Integer.toUnsignedString(content.getInt()));
        int kind = (flags & PERMISSIONS) == 0 ? 0 : content.getInt() & KIND;
        long modified = 0;
        if ((flags & TIMES) != 0) {
            content.getInt();
            modified = Integer.toUnsignedLong(content.getInt());
        }
        if ((flags & EXTENDED) != 0) {
            for (int left = content.getInt(); left > 0; left--) {
                bytes(content);
                bytes(content);
            }
        }
        return new ListedFile(name, kind == REGULAR, kind == FOLDER, new SourceAttributes(size, modified, owner));
    }
}
