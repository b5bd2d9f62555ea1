// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.identity.InventedPersons;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.whole.DropSite;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hub's own matching, in its database: so many invented persons are stored with a certificate each, then one file of
 * registrations without account number arrives, one of eleven of a person who is not stored. The work ends when each
 * registration is decided: linked, in doubt, or of a new person. What a registration cannot leave out, and a record of
 * {@link InventedPersons} does, it states as the person. The first {@value #MODEL} persons go through the hub; the others
 * are {@linkplain StoredPersons stored as rows} of the same form.
 */
final class HubMatchingRun {

    /** A certificate states names in this charset. */
    private static final Charset COLLEGE = Charset.forName("windows-1252");

    private static final Pattern POSTAL_CODE = Pattern.compile("[A-Z]\\d[A-Z] ?\\d[A-Z]\\d");
    private static final String ONTARIO = "KLMNP";
    private static final int FILE = 100_000;
    private static final int FIRST_ACCOUNT = 20_000_000;
    private static final int FIRST_CLIENT = 1_000_000;
    private static final int NAME = 30;
    private static final int MODEL = 1_000;

    /** Bytes of a line of certificates without its end. */
    static final int LINE = 240;

    private static final double SHARE_STORED = 1 / 1.1;
    private static final double RIGHT = 0.999;

    private static final String IS_DECIDED =
            """
            select exists (select from effective_file where feed = '%s' having count(*) = %d)
               and not exists (select from dirty_key)
            """;

    /** What was found about each registration, and the certificate that it was linked with. */
    private static final String FOUND =
            """
            select g.agreement_number, g.state,
                   (select max(c.record_key) from identity_link l
                      join certificate c on c.account_number = substring(l.other_person from 'account:(.*)')
                     where l.one_person = 'client:' || g.client_id and l.outcome = 'LINKED') as certificate
              from registration g
            """;

    private final BenchSettings settings;
    private final Path folder;
    private final int persons = Integer.getInteger("bench.persons", 1_000_000);
    private final int records = Integer.getInteger("bench.records", 100_000);
    private final InventedPersons invented = new InventedPersons(3);

    HubMatchingRun(BenchSettings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    List<Cost.Named> run() throws Exception {
        Path home = Files.createDirectories(folder.resolve("hub"));
        List<Cost.Named> costs = new ArrayList<>();
        try (HubContestant hub = new HubContestant(home, settings.hub("-XX:ActiveProcessorCount=2"));
                ClaimReader registry = new ClaimReader(hub.amqp(), ClaimReader.REGISTRY);
                Statement statement = hub.machine().connection().createStatement()) {
            StoredPersons stored = new StoredPersons(hub.machine().connection(), home.resolve("var"), this::stated);
            Interval storing = new Interval(hub, registry);
            int first = Math.min(persons, MODEL);
            try (DropSite college = new DropSite(hub.sftp(), "legacy-college")) {
                college.drop(name(1), certificates(1, 0, first).getBytes(COLLEGE));
            }
            storing.await("the certificates", () -> StoredPersons.isReady(statement, first));
            costs.add(new Cost.Named("hub, persons of the model", storing.end(first)));
            stored.fill(file(1, 0, first), persons, FILE, this::file);
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
            Interval matching = new Interval(hub, registry);
            try (DropSite ministry = new DropSite(hub.sftp(), "employment-ontario")) {
                ministry.drop("REG_20261120_000001.ndjson", registrations());
            }
            matching.await("the registrations", () -> isDecided(statement, "registrations", 1));
            costs.add(new Cost.Named("hub, records matched", matching.end(records)));
            print(hub.machine().connection());
        }
        return costs;
    }

    private static boolean isDecided(Statement statement, String feed, int files) throws SQLException {
        try (ResultSet row = statement.executeQuery(IS_DECIDED.formatted(feed, files))) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** The person of a record. */
    private int person(int number) {
        return (int) (number * (persons / SHARE_STORED / records));
    }

    private void print(Connection connection) throws SQLException {
        int linked = 0;
        int right = 0;
        int held = 0;
        int known = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(FOUND)) {
            while (row.next()) {
                int person = person(
                        Integer.parseInt(row.getString("agreement_number").substring(3)));
                String certificate = row.getString("certificate");
                known += person < persons ? 1 : 0;
                held += row.getString("state").equals("HELD") ? 1 : 0;
                linked += certificate == null ? 0 : 1;
                right += certificate != null && certificate.equals("ON/%010d".formatted(person + 1)) ? 1 : 0;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d records, %d of persons stored: %d linked, %.5f of them right (at least %.3f expected), "
                        + "%.4f of the persons stored; %d held for a person%n",
                records,
                known,
                linked,
                linked == 0 ? 1 : (double) right / linked,
                RIGHT,
                (double) right / known,
                held);
    }

    private static String name(int sequence) {
        return "CERT_20261120_%06d.dat".formatted(sequence);
    }

    private StoredPersons.CertificateFile file(int sequence, int first, int end) {
        byte[] content = certificates(sequence, first, end).getBytes(COLLEGE);
        return new StoredPersons.CertificateFile(
                sequence,
                name(sequence),
                HexFormat.of().formatHex(Sha256.start().digest(content)),
                content.length,
                first,
                end);
    }

    private StoredPersons.Stated stated(int number) {
        PersonEvidence person = invented.person(number);
        return new StoredPersons.Stated(
                number,
                String.valueOf(FIRST_ACCOUNT + number),
                "ON/%010d".formatted(number + 1),
                left(person.familyName()).strip(),
                left(person.givenNames()).strip(),
                String.valueOf(person.birthDate()),
                postalCode(person),
                trade(person));
    }

    private String certificates(int sequence, int from, int to) {
        StringBuilder text = new StringBuilder(line("HDROCOTCERT20261120%06d".formatted(sequence)));
        long sum = 0;
        for (int number = from; number < to; number++) {
            StoredPersons.Stated person = stated(number);
            sum += FIRST_ACCOUNT + number;
            text.append(line("DTL" + person.account() + "J"
                    + left(person.familyName()) + left(person.givenNames()) + left("")
                    + person.birthDate().replace("-", "")
                    + person.postalCode() + person.trade() + "CQ" + person.certificate()
                    + "20190601" + "20190601" + "00000000" + "00000000" + "00000000" + "I" + "20190601"
                    + "     " + "N" + "AP" + "ON" + "00000000" + "00000000" + "00" + "00000000" + "00000000"));
        }
        return text.append(line("TRL%09d%012d".formatted(to - from, sum % 1_000_000_000_000L)))
                .toString();
    }

    private String registrations() {
        StringBuilder text = new StringBuilder(
                """
                {"record":"header","feed":"registrations","version":"1","sender":"employment-ontario","sequence":1,"created":"2026-11-20T02:00:00-05:00"}
                """);
        for (int number = 0; number < records; number++) {
            PersonEvidence person = invented.person(person(number));
            PersonEvidence record = invented.record(person(number));
            String former = record.formerFamilyName();
            text.append(
                    """
                    {"record":"registration","agreementNumber":"TA-%06d","document":"TRAINING_AGREEMENT","act":"OCTAA","registeredOn":"2015-06-01","origin":"ORIGINAL","status":"ACTIVE","statusOn":"2015-06-01","trade":"%s","programme":"STANDARD","period":1,"hoursCredited":"0.00","creditBasis":"NONE","education":"GRADE_10","person":{"clientId":"%d",%s"familyName":"%s","givenNames":"%s","birthDate":"%s","postalCode":"%s","language":"en"},"sponsor":{"kind":"EMPLOYER","businessNumber":"123026635RP0001","name":"Maple Electric Ltd.","since":"2015-06-01","isJourneyperson":false,"journeypersons":3,"apprentices":1}}
                    """
                            .formatted(
                                    number,
                                    trade(record),
                                    FIRST_CLIENT + number,
                                    former == null ? "" : "\"formerFamilyName\":\"" + json(former) + "\",",
                                    json(record.familyName().isEmpty() ? person.familyName() : record.familyName()),
                                    json(record.givenNames().isEmpty() ? person.givenNames() : record.givenNames()),
                                    record.birthDate() == null ? person.birthDate() : record.birthDate(),
                                    postalCode(isPostalCode(record) ? record : person)));
        }
        return text.append(
                        """
                {"record":"trailer","records":%d,"hoursCredited":"%s"}
                """
                                .formatted(records, BigDecimal.ZERO.setScale(2)))
                .toString();
    }

    /** A slip may leave what the hub rejects. */
    private static boolean isPostalCode(PersonEvidence record) {
        String code = record.residence().postalCode();
        return code != null && POSTAL_CODE.matcher(code).matches();
    }

    /** In Ontario: another one is a finding, which the stored persons do not have. */
    private static String postalCode(PersonEvidence person) {
        String code = Objects.requireNonNull(person.residence().postalCode()).replace(" ", "");
        return ONTARIO.indexOf(code.charAt(0)) < 0 ? ONTARIO.charAt(0) + code.substring(1) : code;
    }

    private static String trade(PersonEvidence person) {
        return person.trades().stream().map(TradeCode::value).findFirst().orElseThrow();
    }

    private static String json(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    /** A name as a certificate has room for it; a letter that the charset lacks is written without its mark. */
    private static String left(String name) {
        String written = COLLEGE.newEncoder().canEncode(name)
                ? name
                : name.replace("Ł", "L")
                        .replace("ł", "l")
                        .codePoints()
                        .mapToObj(letter -> COLLEGE.newEncoder().canEncode(Character.toString(letter))
                                ? Character.toString(letter)
                                : Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFD)
                                        .substring(0, 1))
                        .collect(Collectors.joining());
        return String.format(Locale.ROOT, "%-" + NAME + "." + NAME + "s", written);
    }

    private static String line(String content) {
        return String.format(Locale.ROOT, "%-" + LINE + "s%n", content).replace(System.lineSeparator(), "\n");
    }
}
