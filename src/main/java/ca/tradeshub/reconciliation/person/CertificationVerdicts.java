// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.law.Trade;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.mapping.survivorship.Survivorship;
import ca.tradeshub.reconciliation.awaited.MissingCertificates;
import ca.tradeshub.reconciliation.decision.CertificationContent;
import ca.tradeshub.reconciliation.decision.CertificationContent.PublishedTrade;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.effect.Decisions;
import ca.tradeshub.reconciliation.links.PersonRecords;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import ca.tradeshub.rules.engine.PersonFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides the certification records of persons: for each trade what is published, or the rule that holds.
 *
 * @param rules the rules across sources
 * @param trades the names of the trades
 * @param survivorship which source wins for each field
 * @param resolved what persons decided about findings
 * @param current the current decisions of the persons' groups, by key
 * @param findings the findings that warn or inform, by record
 * @param missing finds completed apprenticeships without certificate
 */
record CertificationVerdicts(
        RuleBook rules,
        TradeRegister trades,
        Survivorship survivorship,
        ResolvedBases resolved,
        Map<String, Decisions.Current> current,
        Map<RecordAddress, List<Finding>> findings,
        MissingCertificates missing) {

    /**
     * What certification records are decided by, whatever the batch.
     *
     * @param rules the rules across sources
     * @param trades the names of the trades
     * @param survivorship which source wins for each field
     * @param missing finds completed apprenticeships without certificate
     */
    @Component
    record Rules(RuleBook rules, TradeRegister trades, Survivorship survivorship, MissingCertificates missing) {

        /** The decider of one batch. */
        CertificationVerdicts verdicts(
                ResolvedBases resolved,
                Map<String, Decisions.Current> current,
                Map<RecordAddress, List<Finding>> findings) {
            return new CertificationVerdicts(rules, trades, survivorship, resolved, current, findings, missing);
        }
    }

    /** The verdicts on the keys of a person. */
    List<Verdict> of(PersonRecords person) {
        SurvivingPerson surviving = SurvivingPerson.of(person, survivorship);
        PersonFacts facts = person.facts();
        List<Verdict> verdicts = new ArrayList<>();
        for (TradeCode trade : person.trades()) {
            verdicts.addAll(of(person, surviving, facts, trade));
        }
        return verdicts;
    }

    private List<Verdict> of(PersonRecords person, SurvivingPerson surviving, PersonFacts facts, TradeCode trade) {
        List<String> published = Stream.concat(
                        Optional.ofNullable(surviving.value(Survivorship.Field.ACCOUNT_NUMBER)).stream(),
                        Stream.concat(person.accounts().stream(), person.clients().stream()))
                .distinct()
                .filter(part -> isPublished(current.get(part + "/" + trade)))
                .toList();
        String part = published.isEmpty() ? surviving.part() : published.get(0);
        List<StandingRecord<Registration>> agreements = person.registrations().stream()
                .filter(fact -> fact.content().trade().equals(trade))
                .toList();
        List<StandingRecord<Certificate>> certificates = person.certificates().stream()
                .filter(fact -> fact.content().trade().equals(trade))
                .sorted(Comparator.comparing(fact -> fact.content().recordKey()))
                .toList();
        List<Finding> found = resolved.accepting(part + "/" + trade, rules.judge(facts, trade));
        if (found.stream().anyMatch(finding -> finding.outcome() == Outcome.HOLD)) {
            return List.of(new Verdict.Hold(
                    OutgoingQueue.REGISTRY,
                    part + "/" + trade,
                    part,
                    ruleHolds(part + "/" + trade, found),
                    concat(agreements, certificates).stream()
                            .map(StandingRecord::address)
                            .toList(),
                    Verdict.Hold.Reach.UNDELIVERED));
        }
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(statement(person, surviving, part, trade, agreements, certificates, found));
        published.stream()
                .skip(1)
                .forEach(
                        other -> verdicts.add(new Verdict.Withdraw(OutgoingQueue.REGISTRY, other + "/" + trade, part)));
        return verdicts;
    }

    private List<Disagreement> ruleHolds(String key, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.outcome() == Outcome.HOLD)
                .map(finding -> resolved.hold(key, finding))
                .toList();
    }

    private Verdict.Publish statement(
            PersonRecords person,
            SurvivingPerson surviving,
            String part,
            TradeCode trade,
            List<StandingRecord<Registration>> agreements,
            List<StandingRecord<Certificate>> certificates,
            List<Finding> onThePerson) {
        List<SourceRef> sources = new ArrayList<>();
        List<RecordAddress> contributing = new ArrayList<>();
        List<RecordAddress> setAside = new ArrayList<>();
        List<Finding> found = new ArrayList<>();
        for (StandingRecord<?> fact : concat(agreements, certificates)) {
            sources.add(fact.source());
            contributing.add(fact.address());
            if (fact.isSetAside()) {
                setAside.add(fact.address());
            }
            found.addAll(findings.getOrDefault(fact.address(), List.of()));
        }
        found.addAll(onThePerson);
        Optional<Trade> register = trades.find(trade);
        CertificationContent statement = new CertificationContent(
                part + "/" + trade,
                part,
                surviving.published(),
                new PublishedTrade(
                        trade,
                        register.map(Trade::name).orElse(null),
                        register.map(Trade::compulsory).orElse(false)),
                agreements.isEmpty()
                        ? null
                        : agreements.get(agreements.size() - 1).content(),
                certificates.stream().map(StandingRecord::content).toList(),
                found,
                sources);
        return new Verdict.Publish(
                statement, contributing, setAside, Map.of(), missing.of(agreements, person.certificates()));
    }

    private static List<StandingRecord<?>> concat(
            List<? extends StandingRecord<?>> one, List<? extends StandingRecord<?>> other) {
        List<StandingRecord<?>> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    private static boolean isPublished(Decisions.@Nullable Current decision) {
        return decision != null && decision.isPublished();
    }
}
