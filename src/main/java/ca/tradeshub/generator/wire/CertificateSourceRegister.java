// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.wire;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.generator.request.RecordDefect;
import ca.tradeshub.generator.request.RegisterSchedule;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;

/** Writes the register of certificates of the college: fixed-width lines (interface agreements, section 1.2). */
public final class CertificateSourceRegister extends SourceRegister<Certificate> {

    private static final String SENDER = "legacy-college";
    private static final long MODULUS = 1_000_000_000_000L;

    private final CertificateText text = new CertificateText();

    /**
     * Creates the register.
     *
     * @param folder the folder of its files
     * @param registerSchedule how often it is sent, as requested
     * @param baseline the day it is first sent
     * @param largest the most records of a file
     * @param attempts decides which files have a refused first attempt
     */
    public CertificateSourceRegister(
            OutputFolder folder,
            RegisterSchedule registerSchedule,
            LocalDate baseline,
            int largest,
            RefusedAttempts attempts) {
        super(folder, SENDER, registerSchedule, baseline, largest, attempts);
    }

    @Override
    byte[] line(Certificate content) {
        return (text.of(content) + "\n").getBytes(Windows1252.CHARSET);
    }

    @Override
    byte[] defective(Certificate content, RecordDefect defect) {
        StringBuilder line = new StringBuilder(text.of(content));
        switch (defect) {
            case IMPOSSIBLE_DATE ->
                line.replace(CertificateText.BIRTH_DATE, CertificateText.BIRTH_DATE + 8, "19850230");
            case UNKNOWN_CODE -> line.replace(CertificateText.TYPE, CertificateText.TYPE + 2, "XX");
            case UNKNOWN_MEMBER, UNREADABLE_AMOUNT, MISSING_COLUMN ->
                throw new IllegalArgumentException("No certificate has " + defect);
        }
        return line.append('\n').toString().getBytes(Windows1252.CHARSET);
    }

    /** Returns one of the five bytes that windows-1252 does not define. */
    @Override
    int foreignByte() {
        return 0x81;
    }

    @Override
    long control(Certificate content) {
        return Long.parseLong(content.memberNumber());
    }

    @Override
    long amount(Certificate content) {
        return 0;
    }

    @Override
    void header(OutputStream out, LocalDate sentOn, int sequence) throws IOException {
        out.write((text.header(sentOn, sequence) + "\n").getBytes(Windows1252.CHARSET));
    }

    @Override
    void trailer(OutputStream out, long records, long total) throws IOException {
        out.write((text.trailer(records, total % MODULUS) + "\n").getBytes(Windows1252.CHARSET));
    }

    @Override
    String name(LocalDate sentOn, int sequence) {
        return "CERT_%s_%s.dat".formatted(FileNames.date(sentOn), FileNames.sequence(sequence));
    }
}
