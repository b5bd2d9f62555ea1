// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import ca.tradeshub.feeds.FileFrame;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.intake.reading.RecordBytes;
import ca.tradeshub.intake.unpack.ChunkStream;
import ca.tradeshub.ledger.response.FileReport.Place;
import ca.tradeshub.ledger.response.FileReport.Resend;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Rejected records byte for byte, cut from their file as it is read once, inside the frame of their sender's layout. */
final class RejectedRecords extends ChunkStream {

    private static final int LONGEST_LINE = 1 << 20;

    private final RecordBytes source;
    private final FileFrame frame;
    private final Iterator<Place> places;
    private boolean begun;
    private boolean ended;

    /**
     * The records of a file.
     *
     * @param content the file, decrypted and decompressed; closed with this stream
     * @param sender who sent it, null when that is not known
     * @param resend which records
     * @param as the name under which they are sent again
     * @param created the time their header states
     */
    RejectedRecords(
            InputStream content, @Nullable String sender, Resend resend, SenderFileName as, OffsetDateTime created)
            throws IOException {
        this.source = new RecordBytes(content);
        this.places = resend.places().iterator();
        byte[] first = source.firstLine(LONGEST_LINE);
        int end = first.length - 1;
        boolean returns = end > 0 && first[end - 1] == '\r';
        String terminator = returns ? "\r\n" : "\n";
        this.frame = switch (resend.feed()) {
            case REGISTRATIONS -> FileFrame.registrations(as, sender, created, resend.amount(), terminator);
            case CERTIFICATES -> FileFrame.certificates(as, terminator);
            case PAYROLL -> FileFrame.payroll(Arrays.copyOf(first, returns ? end - 1 : end), terminator);
        };
    }

    @Override
    protected byte @Nullable [] chunk() throws IOException {
        if (!begun) {
            begun = true;
            return frame.head();
        }
        if (places.hasNext()) {
            return record(places.next());
        }
        if (ended) {
            return null;
        }
        ended = true;
        return frame.tail();
    }

    private byte[] record(Place place) throws IOException {
        byte[] record = source.read(place);
        frame.add(record);
        byte[] terminator = frame.terminator();
        byte[] line = Arrays.copyOf(record, record.length + terminator.length);
        System.arraycopy(terminator, 0, line, record.length, terminator.length);
        return line;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
