// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.feed;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.generator.career.Agreement;
import ca.tradeshub.generator.career.Engagement;
import ca.tradeshub.generator.employer.Employer;
import ca.tradeshub.generator.forecast.BalanceForecast;
import ca.tradeshub.generator.forecast.DropPhase;
import ca.tradeshub.generator.forecast.FinalState;
import ca.tradeshub.generator.forecast.Forecast;
import ca.tradeshub.generator.forecast.SentLine;
import ca.tradeshub.generator.payroll.SubmissionDates;
import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.request.FaultKind;
import ca.tradeshub.generator.request.FileDefect;
import ca.tradeshub.generator.request.RecordDefect;
import ca.tradeshub.generator.request.YearRequest;
import ca.tradeshub.generator.wire.PayFile;
import ca.tradeshub.generator.wire.PayrollWriter;
import ca.tradeshub.generator.wire.RefusedAttempts;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends the payroll of one employer for one taxation year. */
final class PayrollYear {

    /** Days from the end of the last taxation year to the afterwards phase, when every part has been sent. */
    private static final int AFTERWARDS_DAYS = 90;

    private final YearRequest request;
    private final Outgoing outgoing;
    private final Employer employer;
    private final EmployerYear year;
    private final SubmissionDates submissionDates;
    private final LocalDate afterwards;
    private final SeededRandom random;
    private final Map<String, ExpectedClaim> claims = new TreeMap<>();
    private final List<List<Sending>> parts = new ArrayList<>();
    private int sequence;

    /**
     * Creates the payroll year.
     *
     * @param request the request
     * @param outgoing the writer, the forecast and the refused attempts
     * @param employer the employer
     * @param year the taxation year
     * @param submissionDates the days on which the parts are sent
     */
    PayrollYear(
            YearRequest request,
            Outgoing outgoing,
            Employer employer,
            EmployerYear year,
            SubmissionDates submissionDates) {
        this.request = request;
        this.outgoing = outgoing;
        this.employer = employer;
        this.year = year;
        this.submissionDates = submissionDates;
        this.afterwards = employer.lastDay().plusDays(AFTERWARDS_DAYS);
        this.random = SeededRandom.of(
                request.seed(), "payroll " + year.taxationYear().end().getYear(), employer.ordinal());
        submissionDates.parts().forEach(part -> parts.add(new ArrayList<>()));
    }

    /**
     * Adds the pay lines and computes the expected claims.
     *
     * @param lines the lines, at least one
     * @param engagements the work that the lines pay for
     * @param faults the faults injected into registrations, by agreement number
     */
    void add(List<PayLine> lines, List<Engagement> engagements, Map<String, RegistrationFault> faults)
            throws IOException {
        for (Engagement engagement : engagements) {
            Agreement agreement = engagement.agreement();
            claims.computeIfAbsent(
                    agreement.number(),
                    number -> new ExpectedClaim(
                            year,
                            agreement,
                            faults.getOrDefault(number, RegistrationFault.NONE),
                            nameVariation(engagement),
                            employer.claims() && random.perMille(985),
                            random.perMille(30)));
        }
        engagements.stream()
                .collect(Collectors.groupingBy(Engagement::person, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(ofOnePerson -> ExpectedClaim.join(ofOnePerson.stream()
                        .map(engagement -> Objects.requireNonNull(
                                claims.get(engagement.agreement().number()), "every engagement has a claim"))
                        .distinct()
                        .toList()));
        for (PayLine line : lines) {
            int part = submissionDates.partOf(line.payDate());
            parts.get(part).add(sending(line, submissionDates.parts().get(part).sentOn()));
        }
        for (ExpectedClaim claim : claims.values()) {
            claim.compute();
            claim.recordExpected(outgoing.forecast());
        }
    }

    private Optional<String> nameVariation(Engagement engagement) {
        return request.faultInjection().hits(FaultKind.NAME_ERROR, random)
                ? Optional.of(NameVariation.of(
                        engagement.person().familyName(), engagement.person().formerFamilyName(), random))
                : Optional.empty();
    }

    private ExpectedClaim claimOf(PayLine line) {
        return Objects.requireNonNull(claims.get(line.agreementNumber()), "every line belongs to an engagement");
    }

    private Sending sending(PayLine line, LocalDate sentOn) {
        ExpectedClaim claim = claimOf(line);
        PayLine written = claim.nameVariation()
                .map(name -> RecordVariants.withFamilyName(line, name))
                .orElse(line);
        boolean isFaultless = claim.fault() == RegistrationFault.NONE;
        // The lines of both trades state the same total, so an additional hour in one would contradict the other.
        boolean isCorrected = isFaultless
                && request.faultInjection().hits(FaultKind.CORRECTION, random)
                && line.employeeTotalWages().equals(line.grossWages());
        @Nullable PayLine corrected = isCorrected ? RecordVariants.withAnHourMore(written) : null;
        boolean isRepeated =
                isFaultless && corrected == null && request.faultInjection().hits(FaultKind.DUPLICATE, random);
        claim.add(new SentLine(written, sentOn), corrected == null ? null : new SentLine(corrected, afterwards));
        return new Sending(written, corrected, isRepeated);
    }

    /** Sends the files of the year phase after the given sequence number; returns the last sequence number. */
    int sendYear(int before) throws IOException {
        sequence = before;
        int lastPart = parts.size() - 1;
        while (parts.get(lastPart).isEmpty()) {
            lastPart--;
        }
        for (int i = 0; i <= lastPart; i++) {
            List<Sending> part = parts.get(i);
            for (int from = 0; from < part.size(); from += request.largestFile()) {
                int to = Math.min(part.size(), from + request.largestFile());
                boolean isLast = i == lastPart && to == part.size();
                sendFile(part.subList(from, to), submissionDates.parts().get(i).sentOn(), isLast);
            }
        }
        return sequence;
    }

    private void sendFile(List<Sending> sendings, LocalDate sentOn, boolean isLast) throws IOException {
        List<PayFile.Row> rows = new ArrayList<>();
        BalanceForecast balance = new BalanceForecast();
        for (Sending sending : sendings) {
            ExpectedClaim claim = claimOf(sending.line());
            rows.add(new PayFile.Row(sending.line(), null));
            balance.book(
                    sending.corrected() == null ? claim.stateOf(sending.line()) : FinalState.SUPERSEDED,
                    cents(sending.line()));
            Optional<RecordDefect> defect = request.faultInjection().rejection(RecordDefect.OF_PAYROLL, random);
            if (defect.isPresent() && balance.takesOneMoreRejected()) {
                PayLine another =
                        RecordVariants.withNumber(sending.line(), sending.line().lineId() + "-X");
                rows.add(new PayFile.Row(another, defect.get()));
                balance.book(FinalState.REJECTED, cents(another));
                balance.rejectedBy(defect.get().rule());
            }
        }
        List<EmployerYear.Claim> statedClaims = isLast
                ? claims.values().stream()
                        .map(ExpectedClaim::claimInYear)
                        .flatMap(Optional::stream)
                        .toList()
                : List.of();
        write(DropPhase.YEAR, sentOn, rows, statedClaims, balance);
    }

    /** Sends corrections and repetitions, if there are any, after the given sequence number; returns the last one. */
    int sendAfterwards(int before) throws IOException {
        sequence = before;
        List<PayFile.Row> rows = new ArrayList<>();
        BalanceForecast balance = new BalanceForecast();
        for (List<Sending> part : parts) {
            for (Sending sending : part) {
                PayLine again = sending.corrected() != null ? sending.corrected() : sending.line();
                if (sending.corrected() != null) {
                    rows.add(new PayFile.Row(again, null));
                    balance.book(claimOf(again).stateOf(again), cents(again));
                } else if (sending.isRepeated()) {
                    rows.add(new PayFile.Row(again, null));
                    balance.book(FinalState.DUPLICATE, cents(again));
                }
            }
        }
        if (!rows.isEmpty()) {
            List<EmployerYear.Claim> statedClaims = claims.values().stream()
                    .map(ExpectedClaim::claimAfterwards)
                    .flatMap(Optional::stream)
                    .toList();
            write(DropPhase.AFTERWARDS, afterwards, rows, statedClaims, balance);
        }
        return sequence;
    }

    private void write(
            DropPhase phase,
            LocalDate sentOn,
            List<PayFile.Row> rows,
            List<EmployerYear.Claim> statedClaims,
            BalanceForecast balance)
            throws IOException {
        sequence++;
        PayFile file = new PayFile(phase, employer.pay().provider(), year, sentOn, sequence, rows, statedClaims);
        outgoing.writer().write(file);
        String sender = employer.pay().provider().sender();
        outgoing.forecast().accepted(phase, sender, file.name(), balance);
        Optional<FileDefect> fileDefect = phase == DropPhase.YEAR
                ? outgoing.attempts().of(file.name(), true).map(wanted -> possible(wanted, rows))
                : Optional.empty();
        if (fileDefect.isPresent()) {
            outgoing.forecast()
                    .refused(
                            DropPhase.REFUSED_FIRST,
                            sender,
                            outgoing.writer().writeRefused(file, fileDefect.get()),
                            fileDefect.get().code());
        }
    }

    /** Returns a defect that the hub can detect: it cannot verify a total if one of the amounts cannot be read. */
    private static FileDefect possible(FileDefect wanted, List<PayFile.Row> rows) {
        boolean isVerifiable = rows.stream()
                .map(PayFile.Row::defect)
                .noneMatch(defect -> defect == RecordDefect.UNREADABLE_AMOUNT || defect == RecordDefect.MISSING_COLUMN);
        return wanted == FileDefect.TOTAL && !isVerifiable ? FileDefect.COUNT : wanted;
    }

    private static long cents(PayLine line) {
        return line.grossWages().amount().unscaledValue().longValueExact();
    }

    /**
     * The destinations of the payroll.
     *
     * @param writer writes the files
     * @param forecast receives the expected results
     * @param attempts decides which files have a refused first attempt
     */
    record Outgoing(PayrollWriter writer, Forecast forecast, RefusedAttempts attempts) {}

    /**
     * A pay line with its injected faults.
     *
     * @param line the line as it is sent
     * @param corrected the line that replaces it afterwards, null if it is not corrected
     * @param isRepeated whether it is sent again afterwards
     */
    private record Sending(PayLine line, @Nullable PayLine corrected, boolean isRepeated) {}
}
