package ca.tradeshub.intake;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The content of a gzip file; what is wrong with the file is a {@link ContentFault}. One level only. */
final class GunzipStream extends FilterInputStream {

    private static final int BUFFER = 64 * 1024;
    private static final String CODE = "FILE-DECOMPRESS";

    private GunzipStream(InputStream content) {
        super(content);
    }

    /** Opens a gzip file whose content may not exceed a limit. */
    static InputStream open(InputStream compressed, long limit, String limitCode, String limitDetail)
            throws IOException {
        try {
            InputStream gunzip = new GunzipStream(new GZIPInputStream(compressed, BUFFER));
            PushbackInputStream content =
                    new PushbackInputStream(new BoundedStream(gunzip, limit, limitCode, limitDetail), 2);
            byte[] start = content.readNBytes(2);
            if (start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b) {
                throw new ContentFault(CODE, "The content is itself compressed; one level is allowed");
            }
            content.unread(start);
            return content;
        } catch (IOException e) {
            compressed.close();
            throw fault(e);
        }
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw fault(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private static IOException fault(IOException e) {
        if (e instanceof ZipException) {
            return new ContentFault(CODE, "The file is no valid gzip file or is damaged");
        }
        return e instanceof EOFException ? new ContentFault(CODE, "The gzip file ends too early") : e;
    }
}
