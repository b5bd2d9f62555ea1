// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.feeds.control.ControlTotals;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.feeds.json.JsonMembers;
import ca.tradeshub.feeds.json.StrictMembers;
import ca.tradeshub.feeds.line.RegistrationLine;
import ca.tradeshub.feeds.line.SourceLine;
import ca.tradeshub.feeds.line.UnreadableLine;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads registrations, JSON lines between a header and a trailer (interface agreements, section 1.1). */
final class RegistrationReader extends LineFeedReader {

    private static final int MAX_MEMBERS = 100;
    private static final int MAX_TEXT = 40;

    RegistrationReader(InputStream in, @Nullable String sender, SenderFileName name) throws IOException {
        super(in, StandardCharsets.UTF_8);
        String text = nextText();
        if (text != null) {
            readHeader(text, sender, name);
        }
    }

    private void readHeader(String text, @Nullable String sender, SenderFileName name) {
        if (!isPlainLine(text)) {
            return;
        }
        try {
            StrictMembers header = new StrictMembers(JsonMembers.parse(text, MAX_MEMBERS));
            header.required("record", member -> member.exactly("header"));
            header.required("feed", member -> member.exactly(Feed.REGISTRATIONS.wireName()));
            header.required("version", member -> member.exactly("1"));
            header.required("sender", member -> sender == null ? member.text(MAX_TEXT) : member.exactly(sender));
            Integer sequence = header.required("sequence", StrictMembers.Member::count);
            String created = header.required("created", member -> member.text(MAX_TEXT));
            if (sequence != null && name.contradicts(sequence)) {
                header.error(MESSAGES.text("registration.sequence", sequence, name.sequence()));
            }
            if (created != null && !isInstant(created)) {
                header.error(MESSAGES.text("registration.created"));
            }
            if (header.error() != null) {
                refuse(RefusalCode.FILE_HEADER, header.error());
            }
        } catch (JsonMembers.NotOneObject malformed) {
            refuse(RefusalCode.FILE_HEADER, MESSAGES.text("registration.header", malformed.placed()));
        }
    }

    private static boolean isInstant(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException noInstant) {
            return false;
        }
    }

    @Override
    @Nullable
    SourceLine record(String text) throws IOException {
        try {
            JsonMembers members = JsonMembers.parse(text, MAX_MEMBERS);
            if ("trailer".equals(members.text("record"))) {
                readTrailer(members);
                return null;
            }
            if (isLastLine()) {
                return refuse(RefusalCode.FILE_TRUNCATED, MESSAGES.text("last-line"));
            }
            if (!"registration".equals(members.text("record"))) {
                return unreadable(UnreadableLine.JSON, null, null, MESSAGES.text("registration.record"));
            }
            return new RegistrationLine(number(), offset(), length(), members);
        } catch (JsonMembers.NotOneObject malformed) {
            if (isLastLine()) {
                return refuse(RefusalCode.FILE_TRUNCATED, MESSAGES.text("registration.last-line", malformed.placed()));
            }
            return unreadable(
                    UnreadableLine.JSON,
                    malformed.column(),
                    null,
                    MESSAGES.text("registration.not-json", malformed.reason()));
        }
    }

    private void readTrailer(JsonMembers members) throws IOException {
        StrictMembers trailer = new StrictMembers(members);
        trailer.required("record", member -> member.text(MAX_TEXT));
        Integer records = trailer.required("records", StrictMembers.Member::count);
        BigDecimal hours = trailer.required("hoursCredited", StrictMembers.Member::decimal);
        Text error = trailer.error();
        if (error != null || records == null || hours == null) {
            refuse(RefusalCode.FILE_TRAILER, Objects.requireNonNull(error, "a missing member is an error"));
            return;
        }
        if (!isLastLine()) {
            refuseAfterTrailer();
            return;
        }
        stated(new ControlTotals(records, hours));
    }

    @Override
    void ended() {
        refuseWithoutTrailer();
    }
}
