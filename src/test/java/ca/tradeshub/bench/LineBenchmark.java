// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.feeds.FeedReader;
import ca.tradeshub.feeds.FeedReaders;
import ca.tradeshub.feeds.control.ControlFile;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.feeds.line.SourceLine;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.mapping.Mapping;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.whole.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The pure functions through which every pay line and every claim goes; what {@link LineSpeedTest} measures. */
@State(Scope.Benchmark)
public class LineBenchmark {

    private static final int APPRENTICES = 40;
    private static final int WEEKS = 25;
    private static final int LINES = APPRENTICES * WEEKS;
    private static final int KEY_BYTES = 32;
    private static final LocalDate FILE_DATE = LocalDate.of(2026, 11, 20);

    private final byte[] file = Wire.payroll(1, 0, APPRENTICES, WEEKS).content().getBytes(StandardCharsets.UTF_8);
    private final Mappings mappings = Mappings.load(MappingSource.classpath());
    private final Mapping mapping = mappings.payroll("standard").orElseThrow();
    private final RuleBook book = RuleBook.standard();
    private final SinProtection protection = new SinProtection(new KeyRing("1", Map.of("1", new byte[KEY_BYTES])));
    private final CanonicalJson json = new CanonicalJson(protection);
    private final PeerClaims claims = new PeerClaims();
    private final ControlFile control = control();
    private final FileContext facts = new FileContext(Feed.PAYROLL, "payroll-maple", FILE_DATE, control.employerYear());
    private final List<PayLine> lines = lines();
    private final List<String> texts = lines.stream().map(json::write).toList();
    private final List<List<PeerLine>> byClaim = byClaim();

    /** From the bytes of the file to the findings of each line. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void read_map_and_judge(Blackhole results) throws IOException {
        try (FeedReader reader = reader()) {
            for (List<SourceLine> batch = reader.next(500); !batch.isEmpty(); batch = reader.next(500)) {
                for (SourceLine line : batch) {
                    CanonicalRecord record = mapping.map(line, facts).record();
                    results.consume(book.judge(record, facts));
                }
            }
        }
    }

    /** The stored text of a line, with the social insurance number sealed. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void write_line(Blackhole results) {
        lines.forEach(line -> results.consume(json.write(line)));
    }

    /** A line from its stored text. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void read_line(Blackhole results) {
        texts.forEach(text -> results.consume(json.read(text, PayLine.class)));
    }

    /** The digest by which a line is known to be unchanged. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void digest_of_line(Blackhole results) {
        lines.forEach(line -> results.consume(json.contentDigest(line)));
    }

    /** One social insurance number sealed. */
    @Benchmark
    @OperationsPerInvocation(APPRENTICES)
    public void seal_sin(Blackhole results) {
        for (int person = 0; person < APPRENTICES; person++) {
            results.consume(protection.seal(Sin.of(Wire.sin(person))));
        }
    }

    /** A claim of 25 lines computed, and its message written and checked against its contract. */
    @Benchmark
    @OperationsPerInvocation(APPRENTICES)
    public void compute_and_render_claim(Blackhole results) {
        byClaim.forEach(claim -> results.consume(claims.message(claim)));
    }

    private FeedReader reader() throws IOException {
        return FeedReaders.payroll(
                new ByteArrayInputStream(file),
                control,
                mappings.layout("standard").orElseThrow());
    }

    private ControlFile control() {
        Wire.File text = Wire.control(1, APPRENTICES, WEEKS);
        try {
            return (ControlFile) ControlFile.parse(
                    new ByteArrayInputStream(text.content().getBytes(StandardCharsets.UTF_8)),
                    SenderFileName.parse(Wire.payroll(1, 0, 1, 1).name()).orElseThrow(),
                    mappings.layouts());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<PayLine> lines() {
        List<PayLine> read = new ArrayList<>();
        try (FeedReader reader = reader()) {
            for (SourceLine line : reader.next(LINES)) {
                read.add((PayLine) mapping.map(line, facts).record());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return read;
    }

    private List<List<PeerLine>> byClaim() {
        List<List<PeerLine>> claimLines = new ArrayList<>();
        for (int person = 0; person < APPRENTICES; person++) {
            List<PeerLine> claim = new ArrayList<>();
            for (PayLine line : lines.subList(person * WEEKS, (person + 1) * WEEKS)) {
                claim.add(peer(line));
            }
            claimLines.add(claim);
        }
        return claimLines;
    }

    private static PeerLine peer(PayLine line) {
        PeerLine peer = new PeerLine();
        peer.setLineId(line.lineId());
        peer.setAgreementNumber(line.agreementNumber());
        peer.setFamilyName(line.familyName());
        peer.setGivenNames(line.givenNames());
        peer.setTradeCode(line.trade().value());
        peer.setEmploymentStart(line.employmentStart());
        peer.setPeriodStart(line.payPeriod().start());
        peer.setPeriodEnd(line.payPeriod().end());
        peer.setPayDate(line.payDate());
        peer.setRegularHours(line.regularHours());
        peer.setOvertimeHours(line.overtimeHours());
        peer.setHourlyRate(line.hourlyRate().amount());
        peer.setGrossWages(line.grossWages().amount());
        peer.setCoopCreditClaimed("N");
        peer.setApprenticePeriod(line.apprenticePeriod());
        peer.setWorkProvince(line.workProvince());
        peer.setLine(2);
        peer.setRegisteredOn(LocalDate.of(2015, 6, 1));
        peer.setRegisteredTrade(line.trade().value());
        peer.setRegisteredAccount(line.accountNumber());
        peer.setRegisteredFamilyName(line.familyName());
        peer.setRegisteredGivenNames(line.givenNames());
        peer.setRegisteredBirthDate(line.birthDate());
        return peer;
    }
}
