// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Personal;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.intake.sender.SenderSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which names of files are let through, and which of them a sender may use (interface agreements, section 1). */
public final class AcceptedNames {

    private static final Pattern PERMITTED = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
    private static final List<String> TEMPORARY = List.of(".filepart", ".tmp", ".camellock");
    private static final Messages MESSAGES = Messages.of(AcceptedNames.class);

    private AcceptedNames() {}

    /** Whether a name is one the hub works with at all. */
    public static boolean isPermitted(String name) {
        return PERMITTED.matcher(name).matches();
    }

    /** Whether a name is one clients give an upload until it is whole, or one Camel keeps for itself. */
    public static boolean isTemporary(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(".") || TEMPORARY.stream().anyMatch(lower::endsWith);
    }

    /**
     * Why a file is refused because of its name.
     *
     * @param settings the sender's settings
     * @param parsed the parts of the name, empty when it does not follow the naming convention
     * @return empty when the name is acceptable
     */
    public static Optional<FileRefusal> refusal(@Nullable SenderSettings settings, Optional<SenderFileName> parsed) {
        if (parsed.isEmpty()) {
            return refused(RefusalCode.FILE_NAME, unconventional(settings == null ? null : settings.feed()));
        }
        SenderFileName fileName = parsed.get();
        if (fileName.control() && !fileName.containers().isEmpty()) {
            return refused(RefusalCode.FILE_NAME, MESSAGES.text("name.control-packed"));
        }
        if (settings == null || isAuthorised(settings, fileName)) {
            return Optional.empty();
        }
        return refused(
                RefusalCode.FILE_NOT_AUTHORISED,
                fileName.feed() != settings.feed()
                        ? MESSAGES.text("feed", settings.feed().wireName())
                        : MESSAGES.text("employer", Personal.tail(fileName.employerBn9())));
    }

    private static Text unconventional(@Nullable Feed feed) {
        if (feed == null) {
            return MESSAGES.text("name");
        }
        return MESSAGES.text(feed == Feed.PAYROLL ? "name.form.payroll" : "name.form", SenderFileName.form(feed));
    }

    private static Optional<FileRefusal> refused(RefusalCode code, Text why) {
        return Optional.of(FileRefusal.of(code, why));
    }

    /** Whether a sender may file what a name states. */
    static boolean isAuthorised(SenderSettings settings, SenderFileName fileName) {
        return fileName.feed() == settings.feed()
                && (fileName.feed() != Feed.PAYROLL || settings.mayFileFor(fileName.employerBn9()));
    }
}
