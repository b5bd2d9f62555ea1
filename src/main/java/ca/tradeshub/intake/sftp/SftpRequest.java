// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A request of the SFTP protocol, version 3 (draft-ietf-secsh-filexfer-02): the version that every server offers.
 *
 * @param type the kind of request
 * @param content what follows the number of the request
 */
record SftpRequest(int type, byte[] content) {

    private static final int OPEN = 3;
    private static final int CLOSE = 4;
    private static final int READ = 5;
    private static final int LSTAT = 7;
    private static final int FSTAT = 8;
    private static final int OPENDIR = 11;
    private static final int READDIR = 12;
    private static final int MKDIR = 14;
    private static final int STAT = 17;
    private static final int RENAME = 18;

    private static final int TO_READ = 1;
    private static final int NO_ATTRIBUTES = 0;

    static SftpRequest open(String path) {
        return of(OPEN, out -> {
            text(out, path);
            out.writeInt(TO_READ);
            out.writeInt(NO_ATTRIBUTES);
        });
    }

    static SftpRequest close(byte[] handle) {
        return of(CLOSE, out -> bytes(out, handle));
    }

    static SftpRequest read(byte[] handle, long offset, int length) {
        return of(READ, out -> {
            bytes(out, handle);
            out.writeLong(offset);
            out.writeInt(length);
        });
    }

    /** The attributes of a name, of a link those of the link itself. */
    static SftpRequest attributes(String path) {
        return of(LSTAT, out -> text(out, path));
    }

    /** The attributes of what a name leads to, of a link those of its target. */
    static SftpRequest target(String path) {
        return of(STAT, out -> text(out, path));
    }

    /** The attributes of an open file. */
    static SftpRequest attributes(byte[] handle) {
        return of(FSTAT, out -> bytes(out, handle));
    }

    static SftpRequest openFolder(String path) {
        return of(OPENDIR, out -> text(out, path));
    }

    static SftpRequest readFolder(byte[] handle) {
        return of(READDIR, out -> bytes(out, handle));
    }

    static SftpRequest makeFolder(String path) {
        return of(MKDIR, out -> {
            text(out, path);
            out.writeInt(NO_ATTRIBUTES);
        });
    }

    /** In this version of the protocol a rename fails when the new name is in use. */
    static SftpRequest rename(String from, String to) {
        return of(RENAME, out -> {
            text(out, from);
            text(out, to);
        });
    }

    /** Writes the packet: its length, its kind, its number and its content. */
    void write(DataOutputStream out, int number) throws IOException {
        out.writeInt(1 + Integer.BYTES + content.length);
        out.writeByte(type);
        out.writeInt(number);
        out.write(content);
    }

    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    private static SftpRequest of(int type, Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SftpRequest(type, bytes.toByteArray());
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        bytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
