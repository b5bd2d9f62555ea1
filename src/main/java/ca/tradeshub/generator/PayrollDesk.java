package ca.tradeshub.generator;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.generator.outcome.BalanceForecast;
import ca.tradeshub.generator.outcome.ClaimForecast;
import ca.tradeshub.generator.outcome.FinalState;
import ca.tradeshub.generator.outcome.Forecast;
import ca.tradeshub.generator.outcome.SentLine;
import ca.tradeshub.generator.people.Chance;
import ca.tradeshub.generator.wire.Attempts;
import ca.tradeshub.generator.wire.PayBlemish;
import ca.tradeshub.generator.wire.PayFile;
import ca.tradeshub.generator.wire.PayrollWriter;
import ca.tradeshub.generator.wire.Refusal;
import ca.tradeshub.generator.wire.Wave;
import ca.tradeshub.generator.work.Agreement;
import ca.tradeshub.generator.work.Employer;
import ca.tradeshub.generator.work.Engagement;
import ca.tradeshub.generator.work.Extracts;
import ca.tradeshub.generator.work.PayBook;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends the payroll of employers with their claims, and foretells what becomes of both. */
final class PayrollDesk {

    private static final int AFTERWARDS_DAYS = 30;
    private static final List<PayBlemish> BLEMISHES = List.of(PayBlemish.values());

    private final YearRequest request;
    private final int weeklyPercent;
    private final PayrollWriter writer;
    private final Forecast forecast;
    private final Attempts attempts;
    private int left;

    PayrollDesk(YearRequest request, int weeklyPercent, PayrollWriter writer, Forecast forecast, Attempts attempts) {
        this.request = request;
        this.weeklyPercent = weeklyPercent;
        this.writer = writer;
        this.forecast = forecast;
        this.attempts = attempts;
        this.left = request.payLines();
    }

    /**
     * Sends an employer's payroll, as far as pay lines are still asked for.
     *
     * @param employer the employer
     * @param engagements the work done for it
     * @param mishaps what befell the registrations of agreements, by their numbers
     * @return how many lines of a clean year were sent
     */
    int file(Employer employer, List<Engagement> engagements, Map<String, Mishap> mishaps) throws IOException {
        int sent = 0;
        int sequence = 0;
        for (EmployerYear year : employer.years()) {
            PayBook book = new PayBook(request.seed(), employer, year, engagements, weeklyPercent, request.rhythm());
            List<PayLine> lines = book.lines();
            lines = lines.subList(0, Math.min(left, lines.size()));
            left -= lines.size();
            sent += lines.size();
            if (!lines.isEmpty()) {
                sequence = new Year(employer, year, book.extracts(), sequence).send(lines, engagements, mishaps);
            }
        }
        return sent;
    }

    /** One employer's taxation year. */
    private final class Year {

        private final Employer employer;
        private final EmployerYear year;
        private final Extracts extracts;
        private final LocalDate afterwards;
        private final Chance chance;
        private final Map<String, ClaimDesk> claims = new java.util.TreeMap<>();
        private int sequence;

        Year(Employer employer, EmployerYear year, Extracts extracts, int sequence) {
            this.employer = employer;
            this.year = year;
            this.extracts = extracts;
            this.sequence = sequence;
            this.afterwards =
                    extracts.parts().get(extracts.parts().size() - 1).sentOn().plusDays(AFTERWARDS_DAYS);
            this.chance = Chance.of(
                    request.seed(), "payroll " + year.taxationYear().end().getYear(), employer.ordinal());
        }

        int send(List<PayLine> lines, List<Engagement> engagements, Map<String, Mishap> mishaps) throws IOException {
            for (Engagement engagement : engagements) {
                Agreement agreement = engagement.agreement();
                claims.computeIfAbsent(
                        agreement.number(),
                        number -> new ClaimDesk(
                                year,
                                agreement,
                                mishaps.getOrDefault(number, Mishap.NONE),
                                slip(engagement),
                                employer.claims() && chance.perMille(985),
                                chance.perMille(30)));
            }
            List<List<Sending>> parts = new ArrayList<>();
            extracts.parts().forEach(part -> parts.add(new ArrayList<>()));
            for (PayLine line : lines) {
                int part = extracts.partOf(line.payDate());
                parts.get(part).add(sending(line, extracts.parts().get(part).sentOn()));
            }
            for (ClaimDesk claim : claims.values()) {
                claim.conclude();
            }
            sendYear(parts);
            sendAfterwards(parts);
            for (ClaimDesk claim : claims.values()) {
                claim.foretell(forecast);
            }
            return sequence;
        }

        private Optional<String> slip(Engagement engagement) {
            return request.disturbances().nameErrors().hits(chance)
                    ? Optional.of(NameSlip.of(
                            engagement.person().familyName(),
                            engagement.person().formerFamilyName(),
                            chance))
                    : Optional.empty();
        }

        private Sending sending(PayLine line, LocalDate sentOn) {
            ClaimDesk claim = claims.get(line.agreementNumber());
            PayLine written =
                    claim.slip().map(name -> Corrected.named(line, name)).orElse(line);
            boolean isFree = claim.mishap() == Mishap.NONE;
            PayLine corrected = isFree && request.disturbances().corrections().hits(chance)
                    ? Corrected.withAnHourMore(written)
                    : null;
            boolean isRepeated = isFree
                    && corrected == null
                    && request.disturbances().duplicates().hits(chance);
            claim.add(new SentLine(written, sentOn), corrected == null ? null : new SentLine(corrected, afterwards));
            return new Sending(written, corrected, isRepeated);
        }

        private void sendYear(List<List<Sending>> parts) throws IOException {
            int lastPart = parts.size() - 1;
            while (parts.get(lastPart).isEmpty()) {
                lastPart--;
            }
            for (int i = 0; i <= lastPart; i++) {
                List<Sending> part = parts.get(i);
                for (int from = 0; from < part.size(); from += request.largestFile()) {
                    int to = Math.min(part.size(), from + request.largestFile());
                    boolean isLast = i == lastPart && to == part.size();
                    sendFile(part.subList(from, to), extracts.parts().get(i).sentOn(), isLast);
                }
            }
        }

        private void sendFile(List<Sending> sendings, LocalDate sentOn, boolean isLast) throws IOException {
            List<PayFile.Row> rows = new ArrayList<>();
            BalanceForecast balance = new BalanceForecast();
            for (Sending sending : sendings) {
                ClaimDesk claim = claims.get(sending.line().agreementNumber());
                rows.add(new PayFile.Row(sending.line(), null));
                balance.book(
                        sending.corrected() == null ? claim.stateOf(sending.line()) : FinalState.SUPERSEDED,
                        cents(sending.line()));
                if (request.disturbances().rejected().hits(chance) && BalanceForecast.takesOneMoreRejected(balance)) {
                    PayBlemish blemish = chance.of(BLEMISHES);
                    rows.add(new PayFile.Row(
                            Corrected.numbered(sending.line(), sending.line().lineId() + "-X"), blemish));
                    balance.book(FinalState.REJECTED, cents(sending.line()));
                    balance.rejectedBy(blemish.rule());
                }
            }
            List<EmployerYear.Claim> stated = isLast
                    ? claims.values().stream()
                            .map(ClaimDesk::statedInYear)
                            .flatMap(Optional::stream)
                            .toList()
                    : List.of();
            write(Wave.YEAR, sentOn, rows, stated, balance);
        }

        private void sendAfterwards(List<List<Sending>> parts) throws IOException {
            List<PayFile.Row> rows = new ArrayList<>();
            BalanceForecast balance = new BalanceForecast();
            for (List<Sending> part : parts) {
                for (Sending sending : part) {
                    PayLine again = sending.corrected() != null ? sending.corrected() : sending.line();
                    if (sending.corrected() != null) {
                        rows.add(new PayFile.Row(again, null));
                        balance.book(claims.get(again.agreementNumber()).stateOf(again), cents(again));
                    } else if (sending.isRepeated()) {
                        rows.add(new PayFile.Row(again, null));
                        balance.book(FinalState.DUPLICATE, cents(again));
                    }
                }
            }
            if (!rows.isEmpty()) {
                List<EmployerYear.Claim> stated = claims.values().stream()
                        .map(ClaimDesk::statedAfterwards)
                        .flatMap(Optional::stream)
                        .toList();
                write(Wave.AFTERWARDS, afterwards, rows, stated, balance);
            }
        }

        private void write(
                Wave wave,
                LocalDate sentOn,
                List<PayFile.Row> rows,
                List<EmployerYear.Claim> stated,
                BalanceForecast balance)
                throws IOException {
            sequence++;
            PayFile file = new PayFile(wave, employer.provider(), year, sentOn, sequence, rows, stated);
            writer.write(file);
            String sender = employer.provider().sender();
            forecast.accepted(wave, sender, file.name(), balance);
            Optional<Refusal> refusal = wave == Wave.YEAR ? attempts.of(file.name(), true) : Optional.empty();
            if (refusal.isPresent()) {
                forecast.refused(
                        Wave.REFUSED_FIRST,
                        sender,
                        writer.writeRefused(file, refusal.get()),
                        refusal.get().code());
            }
        }

        private static long cents(PayLine line) {
            return line.grossWages().amount().unscaledValue().longValueExact();
        }
    }

    /**
     * A line and what becomes of it.
     *
     * @param line the line as it is sent
     * @param corrected the line that replaces it afterwards, null when none does
     * @param isRepeated whether it is sent again afterwards
     */
    private record Sending(PayLine line, PayLine corrected, boolean isRepeated) {}

    /** One agreement's claim of a taxation year. */
    private static final class ClaimDesk {

        private static final Money GUESSED = Money.of("1000.00");

        private final EmployerYear year;
        private final Agreement agreement;
        private final Mishap mishap;
        private final Optional<String> slip;
        private final boolean isClaimed;
        private final boolean isModest;
        private final List<SentLine> inYear = new ArrayList<>();
        private final List<SentLine> standing = new ArrayList<>();
        private boolean isTouched;
        private ClaimForecast first;
        private ClaimForecast last;
        private Money income = Money.ZERO;

        ClaimDesk(
                EmployerYear year,
                Agreement agreement,
                Mishap mishap,
                Optional<String> slip,
                boolean isClaimed,
                boolean isModest) {
            this.year = year;
            this.agreement = agreement;
            this.mishap = mishap;
            this.slip = slip;
            this.isClaimed = isClaimed;
            this.isModest = isModest;
        }

        Mishap mishap() {
            return mishap;
        }

        Optional<String> slip() {
            return slip;
        }

        void add(SentLine sent, SentLine corrected) {
            inYear.add(sent);
            standing.add(corrected == null ? sent : corrected);
            isTouched |= corrected != null;
            income = income.plus(sent.line().employeeTotalWages())
                    .plus(sent.line().taxableBenefits());
        }

        void conclude() {
            if (inYear.isEmpty()) {
                return;
            }
            first = ClaimForecast.of(year, agreement, inYear);
            last = isTouched ? ClaimForecast.of(year, agreement, standing) : first;
            if (isStated()) {
                first = first.claimed();
                last = last.claimed();
            }
        }

        /** An employer claims what it can get, or what it should not; not nothing. */
        private boolean isStated() {
            return isClaimed && (first.rule() != null || first.figures().creditCents() > 0);
        }

        FinalState stateOf(PayLine line) {
            return mishap == Mishap.LOST ? FinalState.PENDING : last.stateOf(line);
        }

        Optional<EmployerYear.Claim> statedInYear() {
            return first == null || !isStated() ? Optional.empty() : Optional.of(stated(first));
        }

        Optional<EmployerYear.Claim> statedAfterwards() {
            return first == null || !isTouched || !isStated() ? Optional.empty() : Optional.of(stated(last));
        }

        private EmployerYear.Claim stated(ClaimForecast claim) {
            boolean isCalendar = year.taxationYear().start().getDayOfYear() == 1
                    && year.taxationYear().end().getMonthValue() == 12;
            return new EmployerYear.Claim(agreement.number(), amount(claim), isCalendar ? income : null);
        }

        private Money amount(ClaimForecast claim) {
            long credit = claim.figures() == null ? 0 : claim.figures().creditCents();
            if (credit == 0) {
                return GUESSED;
            }
            return new Money(BigDecimal.valueOf(isModest ? credit - credit % 10_000 : credit, 2));
        }

        void foretell(Forecast forecast) throws IOException {
            if (first == null) {
                return;
            }
            boolean isStated = isStated();
            forecast.claim(last, isStated ? amount(last).toString() : null, mishap == Mishap.LOST);
            if (mishap == Mishap.LOST || !last.isSent()) {
                return;
            }
            if (mishap == Mishap.LATE) {
                forecast.taxCredit().newAfterwards();
                return;
            }
            forecast.taxCredit().newInYear();
            if (isTouched || mishap == Mishap.CORRECTED) {
                forecast.taxCredit().amendedAfterwards();
            }
        }
    }
}
