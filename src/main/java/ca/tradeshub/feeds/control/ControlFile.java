// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.control;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Personal;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.text.CodePage;
import ca.tradeshub.canonical.text.ContentFormat;
import ca.tradeshub.canonical.text.IdentifierForm;
import ca.tradeshub.feeds.json.JsonMembers;
import ca.tradeshub.feeds.json.Quoted;
import ca.tradeshub.feeds.json.StrictMembers;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A payroll file's control file (interface agreements, section 1.3).
 *
 * @param employerYear the employer and its taxation year
 * @param file the CSV it belongs to
 * @param records the number of records stated
 * @param grossWages the gross wages stated
 * @param sha256 hex digest of the CSV in lower case, null when not stated
 * @param layout the layout of the CSV
 * @param claims what the employer claims, empty when nothing
 */
public record ControlFile(
        EmployerYear employerYear,
        String file,
        int records,
        Money grossWages,
        @Nullable String sha256,
        String layout,
        List<EmployerYear.Claim> claims)
        implements ControlReading {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    /** A byte order mark, which payroll may have (interface agreements, section 1). */
    private static final String MARK = "\uFEFF";

    private static final Messages MESSAGES = Messages.of(ControlFile.class);
    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_MEMBERS = 100_000;
    private static final int MAX_NAME = 200;
    private static final int MAX_LAYOUT = 64;
    private static final int MAX_AGREEMENT = 20;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{9}RP\\d{4}");
    private static final Pattern SHARE = Pattern.compile("\\d{1,3}(\\.\\d{1,12})?");

    public ControlFile {
        claims = List.copyOf(claims);
    }

    /**
     * Reads a control file strictly: members it must have, none it does not know, values of their types, and the file,
     * employer and layout it ought to name.
     *
     * @param in the control file, decrypted and decompressed; not closed
     * @param csv the name of the CSV it is paired with
     * @param layouts the names of the layouts known
     * @return the control file, or a {@code FILE-HEADER} or {@code FILE-ENCODING} refusal
     * @throws IOException when the stream fails
     */
    public static ControlReading parse(InputStream in, SenderFileName csv, Set<String> layouts) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            return refused(RefusalCode.FILE_HEADER, MESSAGES.text("control-too-long", MAX_BYTES));
        }
        Optional<ContentFormat> format = ContentFormat.of(bytes, bytes.length);
        if (format.isPresent()) {
            return refused(
                    format.get().isEncoding() ? RefusalCode.FILE_ENCODING : RefusalCode.FILE_HEADER,
                    MESSAGES.text("control-format", format.get().label()));
        }
        int length = lengthWithoutPadding(bytes);
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException malformed) {
            Text invalid = MESSAGES.text("control-not-utf-8");
            return refused(
                    RefusalCode.FILE_ENCODING,
                    CodePage.of(bytes, 0, length)
                            .map(page -> MESSAGES.text("control-encoding", invalid, page.label()))
                            .orElse(invalid));
        }
        try {
            String unmarked = text.startsWith(MARK) ? text.substring(1) : text;
            return read(new StrictMembers(JsonMembers.parse(unmarked, MAX_MEMBERS)), csv, layouts);
        } catch (JsonMembers.NotOneObject malformed) {
            return refused(RefusalCode.FILE_HEADER, MESSAGES.text("control-not-json", malformed.placed()));
        }
    }

    /** The end mark of DOS and the NULs of a block cannot carry data. */
    private static int lengthWithoutPadding(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && (bytes[length - 1] == 0 || bytes[length - 1] == 0x1A || bytes[length - 1] == '\n')) {
            length--;
        }
        return length;
    }

    private static ControlReading read(StrictMembers members, SenderFileName csv, Set<String> layouts) {
        String file = members.required(
                "file", member -> csv.isConventional() ? member.exactly(csv.logicalName()) : member.text(MAX_NAME));
        members.required("version", member -> member.exactly("1"));
        Integer records = members.required("records", StrictMembers.Member::count);
        BigDecimal grossWages = members.required("grossWages", StrictMembers.Member::decimal);
        String sha256 = members.optional("sha256", member -> member.matching(SHA256, MESSAGES.text("wanted.sha256")));
        String layout = members.required("layout", member -> member.text(MAX_LAYOUT));
        if (layout != null && !layouts.contains(layout)) {
            String known = String.join(", ", new TreeSet<>(layouts));
            members.error(MESSAGES.text("control-layout", Quoted.of(layout), known));
        }
        EmployerYear employerYear = employerYear(members, csv);
        List<EmployerYear.Claim> claims = claims(members);
        Text error = members.error();
        if (error != null
                || employerYear == null
                || file == null
                || records == null
                || grossWages == null
                || layout == null) {
            return refused(
                    RefusalCode.FILE_HEADER,
                    MESSAGES.text("control-error", Objects.requireNonNull(error, "a missing member is an error")));
        }
        return new ControlFile(employerYear, file, records, new Money(grossWages), lower(sha256), layout, claims);
    }

    /**
     * The control file of a CSV that holds some records of another: the same employer, year and layout. The digest is
     * left out because it changes with the first correction; the claims are left out because those of the first control
     * file remain in effect.
     *
     * @param first the control file of the CSV the records come from, decrypted and decompressed; not closed
     * @param csv the CSV that holds them
     * @param records how many
     * @param grossWages their gross wages
     * @throws IOException when the stream fails
     */
    public static byte[] reissued(InputStream first, SenderFileName csv, int records, Money grossWages)
            throws IOException {
        ObjectNode control = (ObjectNode) JSON.readTree(first);
        control.put("file", csv.name());
        control.put("records", records);
        control.put("grossWages", grossWages.toString());
        control.remove(List.of("sha256", "claims"));
        return (control.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable EmployerYear employerYear(StrictMembers members, SenderFileName csv) {
        String account = members.required(
                "employer.businessNumber", member -> member.identifier(ACCOUNT, MESSAGES.text("wanted.account")));
        if (account != null && !account.startsWith(csv.employerBn9())) {
            members.error(MESSAGES.text(
                    "control-employer", Personal.tail(account.substring(0, 9)), Personal.tail(csv.employerBn9())));
        }
        String name = members.required("employer.name", member -> member.name(MAX_NAME));
        EmployerYear.Kind kind = members.required("employer.kind", member -> member.oneOf(EmployerYear.Kind.class));
        Boolean establishment = members.optional("employer.ontarioEstablishment", StrictMembers.Member::bool);
        Boolean taxpayer = members.optional("employer.ontarioTaxpayer", StrictMembers.Member::bool);
        BigDecimal payroll = members.optional("employer.priorYearPayroll", StrictMembers.Member::decimal);
        Boolean shortYear = members.optional("employer.priorYearShort", StrictMembers.Member::bool);
        Boolean group = members.optional("employer.associatedGroup", StrictMembers.Member::bool);
        List<EmployerYear.Partner> partners = partners(members);
        LocalDate start = members.required("taxationYear.start", StrictMembers.Member::date);
        LocalDate end = members.required("taxationYear.end", StrictMembers.Member::date);
        if (start != null && end != null && end.isBefore(start)) {
            members.error(MESSAGES.text("control-year"));
        }
        if (account == null || name == null || kind == null || start == null || end == null || end.isBefore(start)) {
            return null;
        }
        return new EmployerYear(
                new BusinessNumber(account),
                name,
                kind,
                establishment,
                taxpayer,
                payroll == null ? null : new Money(payroll),
                shortYear,
                group,
                partners,
                new Period(start, end));
    }

    private static List<EmployerYear.Partner> partners(StrictMembers members) {
        List<EmployerYear.Partner> partners = new ArrayList<>();
        members.allowEmptyList("employer.partners");
        for (int i = 0; members.has("employer.partners", i); i++) {
            String at = "employer.partners[" + i + "].";
            String name = members.required(at + "name", member -> member.name(MAX_NAME));
            EmployerYear.Partner.Kind kind =
                    members.required(at + "kind", member -> member.oneOf(EmployerYear.Partner.Kind.class));
            String share =
                    members.required(at + "share", member -> member.matching(SHARE, MESSAGES.text("wanted.share")));
            if (name != null && kind != null && share != null) {
                partners.add(new EmployerYear.Partner(name, kind, exact(share)));
            }
        }
        return partners;
    }

    /** The share whatever zeros it is written with, so that files agree that say the same. */
    private static BigDecimal exact(String share) {
        BigDecimal exact = new BigDecimal(share).stripTrailingZeros();
        return exact.setScale(Math.max(exact.scale(), 0));
    }

    private static List<EmployerYear.Claim> claims(StrictMembers members) {
        List<EmployerYear.Claim> claims = new ArrayList<>();
        Set<String> agreements = new HashSet<>();
        members.allowEmptyList("claims");
        for (int i = 0; members.has("claims", i); i++) {
            String at = "claims[" + i + "].";
            String agreement = members.required(
                    at + "agreementNumber", member -> member.identifier(IdentifierForm.AGREEMENT, MAX_AGREEMENT));
            BigDecimal claimed = members.required(at + "claimed", StrictMembers.Member::decimal);
            BigDecimal income = members.optional(at + "t4Income", StrictMembers.Member::decimal);
            if (agreement != null && !agreements.add(agreement)) {
                members.error(MESSAGES.text("control-claimed-twice", Quoted.of(agreement)));
            }
            if (agreement != null && claimed != null) {
                claims.add(new EmployerYear.Claim(
                        agreement, new Money(claimed), income == null ? null : new Money(income)));
            }
        }
        return claims;
    }

    private static @Nullable String lower(@Nullable String hex) {
        return hex == null ? null : hex.toLowerCase(Locale.ROOT);
    }

    private static ControlReading refused(RefusalCode code, Text why) {
        return new ControlReading.Refused(FileRefusal.of(code, why));
    }
}
