// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.records.StandingRecords;
import ca.tradeshub.rules.attc.ClaimAssessment.PartnerShare;
import ca.tradeshub.rules.attc.TaxCredit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Adds up the credits of a taxpayer and a taxation year, in total and for each partner. */
@Component
public class TotalCredits {

    /** The claims of a taxpayer; the body of a message only while the message is in force. */
    private static final String CLAIMS =
            """
            select d.record_key, d.state, m.message_id,
                   cast(m.body as jsonb) -> 'computation' ->> 'credit' as credit
              from decision d
              left join message m on m.message_id = d.message_id and d.body_digest is not null
             where d.queue = :queue and starts_with(d.record_key, :taxpayer) and right(d.record_key, :length) = :ending
             order by d.record_key
            """;

    private static final Pattern BUSINESS_NUMBER = Pattern.compile("[0-9]{9}");

    private final JdbcClient jdbc;
    private final StandingRecords records;
    private final TaxCredit taxCredit;

    TotalCredits(JdbcClient jdbc, StandingRecords records, TaxCredit taxCredit) {
        this.jdbc = jdbc;
        this.records = records;
        this.taxCredit = taxCredit;
    }

    /**
     * The total credit.
     *
     * @param taxpayer business number, nine digits
     * @return empty when no claim of the taxpayer and year has been decided
     */
    public Optional<TotalCredit> of(String taxpayer, LocalDate taxationYearEnd) {
        if (!BUSINESS_NUMBER.matcher(taxpayer).matches()) {
            return Optional.empty();
        }
        String ending = "/" + taxationYearEnd;
        List<TotalCredit.Claim> claims = jdbc.sql(CLAIMS)
                .param("queue", OutgoingQueue.TAX.queueName())
                .param("taxpayer", taxpayer)
                .param("length", ending.length())
                .param("ending", ending)
                .query((row, number) -> new TotalCredit.Claim(
                        row.getString("record_key"),
                        row.getString("state"),
                        row.getString("message_id"),
                        row.getString("credit")))
                .list();
        if (claims.isEmpty()) {
            return Optional.empty();
        }
        Money sum = claims.stream()
                .map(TotalCredit.Claim::credit)
                .filter(credit -> credit != null)
                .map(Money::of)
                .reduce(Money.ZERO, Money::plus);
        return Optional.of(new TotalCredit(
                taxpayer, taxationYearEnd.toString(), sum.toString(), claims, partners(claims, taxationYearEnd)));
    }

    private List<TotalCredit.Partner> partners(List<TotalCredit.Claim> claims, LocalDate yearEnd) {
        Map<String, List<EmployerYear>> years = records.employerYears(
                        claims.stream().map(TotalCredits::account).distinct().toList())
                .byAccount();
        Map<Integer, PartnerShare> sums = new TreeMap<>();
        for (TotalCredit.Claim claim : claims) {
            @Nullable String credit = claim.credit();
            if (credit != null) {
                years.getOrDefault(account(claim), List.of()).stream()
                        .filter(year -> year.taxationYear().end().equals(yearEnd))
                        .findFirst()
                        .ifPresent(year -> taxCredit
                                .partnerShares(year, Money.of(credit))
                                .forEach(share -> sums.merge(share.number(), share, TotalCredits::together)));
            }
        }
        List<TotalCredit.Partner> partners = new ArrayList<>();
        sums.values()
                .forEach(sum -> partners.add(new TotalCredit.Partner(
                        sum.number(),
                        sum.kind().name(),
                        sum.share().toPlainString(),
                        sum.credited().toString())));
        return List.copyOf(partners);
    }

    private static PartnerShare together(PartnerShare one, PartnerShare other) {
        return new PartnerShare(
                one.number(), one.kind(), one.share(), one.credited().plus(other.credited()));
    }

    private static String account(TotalCredit.Claim claim) {
        return claim.recordKey().substring(0, claim.recordKey().indexOf('/'));
    }
}
