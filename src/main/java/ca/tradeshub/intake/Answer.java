package ca.tradeshub.intake;

import java.util.List;

/**
 * One answer, ready to be written.
 *
 * @param files the files it consists of, in the order in which they are written
 * @param saw which transactions' work it reports
 */
public record Answer(List<OutFile> files, String saw) {

    /**
     * A file for a sender's {@code out/} folder.
     *
     * @param name its name
     * @param bytes its content
     */
    public record OutFile(String name, byte[] bytes) {}
}
