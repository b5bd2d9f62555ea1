// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sender;

import ca.tradeshub.canonical.Feed;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * One sender: what it may file, and where and how its drop folders are reached.
 *
 * @param feed the feed it files
 * @param layout name of its payroll layout, as in the mapping sheets; payroll senders only
 * @param employers nine-digit business numbers a payroll sender may file for, {@code *} for any
 * @param pollInterval how often its drop folder is polled; not set: {@code hub.intake.poll-interval}
 * @param host address of its SFTP server; not set: {@code hub.drop-site.host}
 * @param port port of its SFTP server; not set: {@code hub.drop-site.port}
 * @param username account on its SFTP server; not set: the sender's name
 * @param password password of the account; not set: a private key is used
 * @param privateKeyFile private key of the account; not set: the password is used
 * @param knownHosts file with the SFTP server's host key; not set: {@code hub.drop-site.known-hosts}
 * @param pgpKeyFile file with the public keys by which it signs files whose names end in {@code .pgp}; not set: none are
 *     taken from it
 * @param maxFileSize largest file taken from it, in bytes as dropped
 * @param incompleteUploadLimit how long a CSV may lack its control file, a control file its CSV, and an upload keep its
 *     temporary name before an alarm opens
 * @param sequenceRestarts whether its sequence restarts each January, by the date in the file's name; once it is
 *     {@code yearly} it stays so, because files of a year are newer than all files without one
 */
public record SenderSettings(
        @NotNull Feed feed,
        @Nullable String layout,
        @DefaultValue @NotNull List<String> employers,
        @DurationMin(millis = 1) @Nullable Duration pollInterval,
        @Nullable String host,
        @Min(1) @Max(65535) @Nullable Integer port,
        @Nullable String username,
        @Nullable String password,
        @Nullable Path privateKeyFile,
        @Nullable Path knownHosts,
        @Nullable Path pgpKeyFile,
        @NotNull @DefaultValue("2GB") DataSize maxFileSize,
        @NotNull @DurationMin @DefaultValue("4h") Duration incompleteUploadLimit,
        @NotNull @DefaultValue("never") SequenceRestart sequenceRestarts) {

    private static final String ANY_EMPLOYER = "*";

    /** The largest file that is taken from a sender for which the settings give no limit. */
    public static final DataSize LARGEST_FILE = DataSize.ofGigabytes(2);

    /** When a sender's sequence begins again. */
    public enum SequenceRestart {
        /** It counts on. */
        NEVER,
        /** It begins again each January. */
        YEARLY
    }

    /** The year whose sequence a file of this date belongs to, 0 for a sequence that never restarts. */
    public int sequenceYear(LocalDate date) {
        return sequenceRestarts == SequenceRestart.YEARLY ? date.getYear() : 0;
    }

    /** Whether it may file for the employer with these nine digits. */
    public boolean mayFileFor(String bn9) {
        return employers.contains(ANY_EMPLOYER) || employers.contains(bn9);
    }

    @AssertTrue(message = "a payroll sender needs a layout and at least one employer (nine digits, or * for any)")
    boolean isPayrollComplete() {
        return feed != Feed.PAYROLL || layout != null && !layout.isBlank() && !employers.isEmpty();
    }

    @AssertTrue(message = "employers are nine-digit business numbers, or * for any")
    boolean isEmployersWellFormed() {
        return employers.stream().allMatch(employer -> employer.matches("\\d{9}|\\*"));
    }

    /** Never prints the password. */
    @Override
    public String toString() {
        return "SenderSettings[feed=" + feed + ", layout=" + layout + ", employers=" + employers + "]";
    }
}
