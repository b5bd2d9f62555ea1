// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.intake.sender.SenderSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** The settings of a sender for tests: any employer, no server of its own, files up to 64 MB, unless stated. */
public final class ASender {

    private final Feed feed;
    private String layout;
    private List<String> employers = List.of("*");
    private String host;
    private Integer port;
    private String password;
    private Path knownHosts;
    private Path pgpKeyFile;
    private DataSize maxFileSize = DataSize.ofMegabytes(64);
    private Duration incompleteUploadLimit = Duration.ofHours(4);
    private SenderSettings.SequenceRestart restarts = SenderSettings.SequenceRestart.NEVER;

    private ASender(Feed feed) {
        this.feed = feed;
    }

    /** A sender of registrations or certificates. */
    public static ASender of(Feed feed) {
        return new ASender(feed);
    }

    /** A sender of payroll in a layout. */
    public static ASender ofPayroll(String layout) {
        ASender sender = new ASender(Feed.PAYROLL);
        sender.layout = layout;
        return sender;
    }

    /** The employers it may file for, by nine digits. */
    public ASender filingFor(String... bn9) {
        employers = List.of(bn9);
        return this;
    }

    /** Its SFTP server. */
    public ASender at(String host, int port, String password, Path knownHosts) {
        this.host = host;
        this.port = port;
        this.password = password;
        this.knownHosts = knownHosts;
        return this;
    }

    /** The public keys it signs with; null for none. */
    public ASender signingWith(Path pgpKeyFile) {
        this.pgpKeyFile = pgpKeyFile;
        return this;
    }

    /** The largest file taken from it. */
    public ASender upTo(DataSize maxFileSize) {
        this.maxFileSize = maxFileSize;
        return this;
    }

    /** How long an upload may stay incomplete. */
    public ASender completingWithin(Duration limit) {
        incompleteUploadLimit = limit;
        return this;
    }

    /** Its sequence begins again each January. */
    public ASender restartingYearly() {
        restarts = SenderSettings.SequenceRestart.YEARLY;
        return this;
    }

    /** The settings. */
    public SenderSettings settings() {
        return new SenderSettings(
                feed,
                layout,
                employers,
                null,
                host,
                port,
                null,
                password,
                null,
                knownHosts,
                pgpKeyFile,
                maxFileSize,
                incompleteUploadLimit,
                restarts);
    }
}
