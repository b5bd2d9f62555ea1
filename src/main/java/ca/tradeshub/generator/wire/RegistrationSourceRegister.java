// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.wire;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.generator.request.RecordDefect;
import ca.tradeshub.generator.request.RegisterSchedule;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;

/** Writes the register of agreements of the ministry: JSON lines (interface agreements, section 1.1). */
public final class RegistrationSourceRegister extends SourceRegister<Registration> {

    private static final String SENDER = "employment-ontario";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Creates the register.
     *
     * @param folder the folder of its files
     * @param registerSchedule how often it is sent, as requested
     * @param baseline the day it is first sent
     * @param largest the most records of a file
     * @param attempts decides which files have a refused first attempt
     */
    public RegistrationSourceRegister(
            OutputFolder folder,
            RegisterSchedule registerSchedule,
            LocalDate baseline,
            int largest,
            RefusedAttempts attempts) {
        super(folder, SENDER, registerSchedule, baseline, largest, attempts);
    }

    @Override
    byte[] line(Registration content) throws IOException {
        return terminated(RegistrationText.of(content));
    }

    @Override
    byte[] defective(Registration content, RecordDefect defect) throws IOException {
        ObjectNode node = RegistrationText.of(content);
        return switch (defect) {
            case IMPOSSIBLE_DATE -> terminated(node.put("registeredOn", "2015-02-30"));
            case UNKNOWN_CODE -> terminated(node.put("status", "ACTVE"));
            case UNKNOWN_MEMBER -> terminated(node.put("contractedOn", "2015-03-02"));
            case UNREADABLE_AMOUNT, MISSING_COLUMN ->
                throw new IllegalArgumentException("No registration has " + defect);
        };
    }

    @Override
    int foreignByte() {
        return 0xFF;
    }

    private static byte[] terminated(ObjectNode node) throws IOException {
        byte[] json = JSON.writeValueAsBytes(node);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    @Override
    long control(Registration content) {
        return amount(content);
    }

    @Override
    long amount(Registration content) {
        return content.hoursCredited().unscaledValue().longValueExact();
    }

    @Override
    void header(OutputStream out, LocalDate sentOn, int sequence) throws IOException {
        out.write(terminated(JSON.createObjectNode()
                .put("record", "header")
                .put("feed", "registrations")
                .put("version", "1")
                .put("sender", SENDER)
                .put("sequence", sequence)
                .put("created", sentOn + "T02:00:00-05:00")));
    }

    @Override
    void trailer(OutputStream out, long records, long total) throws IOException {
        out.write(terminated(JSON.createObjectNode()
                .put("record", "trailer")
                .put("records", records)
                .put("hoursCredited", BigDecimal.valueOf(total, 2).toPlainString())));
    }

    @Override
    String name(LocalDate sentOn, int sequence) {
        return "REG_%s_%s.ndjson".formatted(FileNames.date(sentOn), FileNames.sequence(sequence));
    }
}
