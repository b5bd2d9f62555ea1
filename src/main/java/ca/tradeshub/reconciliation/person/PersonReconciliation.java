// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.law.Trade;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.decision.CertificationContent;
import ca.tradeshub.reconciliation.decision.DecisionState;
import ca.tradeshub.reconciliation.decision.Decisions;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.reconciliation.records.StandingRecords;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import ca.tradeshub.rules.engine.PersonFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides certification records. Persons are never stored: a person is the set of standing records that share
 * identifiers (ministry client id, account number = member number, keyed hash of the social insurance number). The set is
 * calculated again each time one of its records changes, so that the order of arrival does not matter.
 */
@Component
public class PersonReconciliation {

    private static final Comparator<StandingRecord<Registration>> LATEST_AGREEMENT = Comparator.comparing(
                    (StandingRecord<Registration> fact) -> fact.content().registeredOn())
            .thenComparing(fact -> fact.content().agreementNumber());

    private final StandingRecords facts;
    private final Decisions decisions;
    private final SinProtection sins;
    private final RuleBook rules;
    private final TradeRegister trades;

    public PersonReconciliation(
            StandingRecords facts, Decisions decisions, SinProtection sins, RuleBook rules, TradeRegister trades) {
        this.facts = facts;
        this.decisions = decisions;
        this.sins = sins;
        this.rules = rules;
        this.trades = trades;
    }

    /**
     * The verdicts on a batch of keys.
     *
     * @param verdicts the verdicts
     * @param current the current decisions on their keys, by key
     */
    public record Decided(List<Verdict> verdicts, Map<String, Decisions.Current> current) {}

    /**
     * Decides every key of the persons that any of the identifiers names.
     *
     * @param changed identifiers of records that changed
     */
    public Decided decide(Collection<PersonIdentifier> changed) {
        if (changed.isEmpty()) {
            return new Decided(List.of(), Map.of());
        }
        IdentityCluster cluster = cluster(changed);
        List<PersonRecords> persons = cluster.persons();
        Set<String> groups = new TreeSet<>();
        cluster.identifiers.stream()
                .filter(identifier -> identifier.kind() != PersonIdentifier.Kind.SIN)
                .forEach(identifier -> groups.add(identifier.value()));
        Map<String, Decisions.Current> current = decisions.byGroup(OutgoingQueue.REGISTRY, groups);
        Map<RecordAddress, List<Finding>> findings = facts.findings(
                persons.stream().flatMap(PersonRecords::addresses).toList());
        List<Verdict> verdicts = new ArrayList<>();
        Set<String> decided = new HashSet<>();
        for (PersonRecords person : persons) {
            for (Verdict verdict : verdicts(person, current, findings)) {
                verdicts.add(verdict);
                decided.add(verdict.recordKey());
            }
        }
        current.values().stream()
                .filter(decision -> decision.isPublished() || decision.state() == DecisionState.HELD)
                .filter(decision -> !decided.contains(decision.recordKey()))
                .forEach(decision -> verdicts.add(new Verdict.Withdraw(
                        OutgoingQueue.REGISTRY, decision.recordKey(), groupFor(decision, persons))));
        return new Decided(verdicts, current);
    }

    /** Follows identifiers from record to record until no new one appears. */
    private IdentityCluster cluster(Collection<PersonIdentifier> changed) {
        IdentityCluster cluster = new IdentityCluster(sins);
        Set<PersonIdentifier> frontier = new TreeSet<>(changed);
        while (!frontier.isEmpty()) {
            cluster.identifiers.addAll(frontier);
            Set<PersonIdentifier> found = new TreeSet<>();
            for (StandingRecord<Registration> fact : facts.registrations(frontier)) {
                if (!fact.isHeldByItself() && cluster.registrations.put(fact.address(), fact) == null) {
                    found.addAll(cluster.identifiersOf(fact.content()));
                }
            }
            for (StandingRecord<Certificate> fact :
                    facts.certificates(PersonIdentifier.values(frontier, PersonIdentifier.Kind.ACCOUNT))) {
                if (!fact.isHeldByItself()) {
                    cluster.certificates.put(fact.address(), fact);
                }
            }
            found.removeAll(cluster.identifiers);
            frontier = found;
        }
        return cluster;
    }

    private List<Verdict> verdicts(
            PersonRecords person, Map<String, Decisions.Current> current, Map<RecordAddress, List<Finding>> findings) {
        List<Finding> clashes = rules.identity(person.facts());
        if (!clashes.isEmpty()) {
            String part = person.account() != null
                    ? person.account()
                    : person.clients().first();
            String trade = person.trades().first().value();
            return List.of(new Verdict.Hold(
                    OutgoingQueue.REGISTRY,
                    part + "/" + trade,
                    part,
                    disagreements(ExceptionCases.Type.IDENTITY_CLASH, clashes.subList(0, 1)),
                    person.addresses().toList(),
                    true));
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (TradeCode trade : person.trades()) {
            verdicts.addAll(publish(person, trade, current, findings));
        }
        return verdicts;
    }

    private List<Verdict> publish(
            PersonRecords person,
            TradeCode trade,
            Map<String, Decisions.Current> current,
            Map<RecordAddress, List<Finding>> findings) {
        List<String> published = new ArrayList<>();
        if (person.account() != null) {
            published.add(person.account());
        }
        published.addAll(person.clients());
        published.removeIf(part -> !isPublished(current.get(part + "/" + trade)));
        String part = !published.isEmpty()
                ? published.get(0)
                : person.account() != null ? person.account() : person.clients().first();
        List<StandingRecord<Registration>> agreements = person.registrations().stream()
                .filter(fact -> fact.content().trade().equals(trade))
                .sorted(LATEST_AGREEMENT)
                .toList();
        List<StandingRecord<Certificate>> certificates = person.certificates().stream()
                .filter(fact -> fact.content().trade().equals(trade))
                .sorted(Comparator.comparing(fact -> fact.content().recordKey()))
                .toList();
        List<Finding> found = rules.judge(person.facts(), trade);
        if (found.stream().anyMatch(finding -> finding.outcome() == Outcome.HOLD)) {
            return List.of(new Verdict.Hold(
                    OutgoingQueue.REGISTRY,
                    part + "/" + trade,
                    part,
                    disagreements(ExceptionCases.Type.RULE_HOLD, found),
                    concat(agreements, certificates).stream()
                            .map(StandingRecord::address)
                            .toList(),
                    false));
        }
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(statement(person, part, trade, agreements, certificates, findings, found));
        published.stream()
                .skip(1)
                .forEach(
                        other -> verdicts.add(new Verdict.Withdraw(OutgoingQueue.REGISTRY, other + "/" + trade, part)));
        return verdicts;
    }

    private static List<ExceptionCases.Disagreement> disagreements(ExceptionCases.Type type, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.outcome() == Outcome.HOLD)
                .map(finding -> new ExceptionCases.Disagreement(type, finding, null))
                .toList();
    }

    private Verdict.Publish statement(
            PersonRecords person,
            String part,
            TradeCode trade,
            List<StandingRecord<Registration>> agreements,
            List<StandingRecord<Certificate>> certificates,
            Map<RecordAddress, List<Finding>> findings,
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
        PersonName name = person.name();
        var register = trades.find(trade);
        CertificationContent statement = new CertificationContent(
                part + "/" + trade,
                part,
                person.account(),
                person.clients().isEmpty() ? null : person.clients().first(),
                name.familyName(),
                name.givenNames(),
                name.formerFamilyName(),
                name.birthDate(),
                trade,
                register.map(Trade::name).orElse(null),
                register.map(Trade::compulsory).orElse(false),
                agreements.isEmpty()
                        ? null
                        : agreements.get(agreements.size() - 1).content(),
                certificates.stream().map(StandingRecord::content).toList(),
                found,
                sources);
        return new Verdict.Publish(statement, contributing, setAside, Map.of());
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

    /** A key that lost its records is withdrawn in the group under which its person is published now, if any. */
    private static String groupFor(Decisions.Current decision, List<PersonRecords> persons) {
        return persons.stream()
                .filter(person -> person.clients().contains(decision.groupId()))
                .filter(person -> person.account() != null)
                .map(PersonRecords::account)
                .findFirst()
                .orElse(decision.groupId());
    }

    private record PersonName(
            String familyName, String givenNames, @Nullable String formerFamilyName, LocalDate birthDate) {}

    /** The records of one person. */
    private record PersonRecords(
            TreeSet<String> accounts,
            TreeSet<String> clients,
            Map<String, Set<String>> sinsByAccount,
            List<StandingRecord<Registration>> registrations,
            List<StandingRecord<Certificate>> certificates) {

        @Nullable
        String account() {
            return accounts.isEmpty() ? null : accounts.first();
        }

        PersonFacts facts() {
            return new PersonFacts(
                    accounts,
                    sinsByAccount,
                    registrations.stream().map(StandingRecord::content).toList(),
                    certificates.stream().map(StandingRecord::content).toList());
        }

        TreeSet<TradeCode> trades() {
            TreeSet<TradeCode> trades = new TreeSet<>();
            registrations.forEach(fact -> trades.add(fact.content().trade()));
            certificates.forEach(fact -> trades.add(fact.content().trade()));
            return trades;
        }

        Stream<RecordAddress> addresses() {
            return Stream.concat(
                    registrations.stream().map(StandingRecord::address),
                    certificates.stream().map(StandingRecord::address));
        }

        /** The name in the latest registration, else in the latest certificate. */
        PersonName name() {
            return registrations.stream()
                    .max(LATEST_AGREEMENT)
                    .map(fact -> fact.content().person())
                    .map(person -> new PersonName(
                            person.familyName(), person.givenNames(), person.formerFamilyName(), person.birthDate()))
                    .orElseGet(() -> certificates.stream()
                            .map(StandingRecord::content)
                            .max(Comparator.comparing(Certificate::issuedOn).thenComparing(Certificate::recordKey))
                            .map(certificate -> new PersonName(
                                    certificate.familyName(),
                                    certificate.givenNames(),
                                    certificate.formerFamilyName(),
                                    certificate.birthDate()))
                            .orElseThrow());
        }
    }

    /** The records reached from the changed identifiers, before they are divided into persons. */
    private static final class IdentityCluster {

        private final SinProtection sins;
        private final Set<PersonIdentifier> identifiers = new TreeSet<>();
        private final Map<RecordAddress, StandingRecord<Registration>> registrations = new LinkedHashMap<>();
        private final Map<RecordAddress, StandingRecord<Certificate>> certificates = new LinkedHashMap<>();

        IdentityCluster(SinProtection sins) {
            this.sins = sins;
        }

        List<PersonIdentifier> identifiersOf(Registration registration) {
            List<PersonIdentifier> found = new ArrayList<>();
            var person = registration.person();
            found.add(new PersonIdentifier(PersonIdentifier.Kind.CLIENT, person.clientId()));
            if (person.accountNumber() != null) {
                found.add(new PersonIdentifier(PersonIdentifier.Kind.ACCOUNT, person.accountNumber()));
            }
            if (person.sin() != null && person.sin().isValid()) {
                found.add(new PersonIdentifier(PersonIdentifier.Kind.SIN, sins.hash(person.sin())));
            }
            return found;
        }

        List<PersonRecords> persons() {
            Map<PersonIdentifier, PersonIdentifier> parents = new HashMap<>();
            registrations.values().forEach(fact -> {
                List<PersonIdentifier> of = identifiersOf(fact.content());
                of.forEach(identifier -> unite(parents, of.get(0), identifier));
            });
            Map<PersonIdentifier, PersonRecords> byRoot = new TreeMap<>();
            registrations.values().forEach(fact -> {
                List<PersonIdentifier> of = identifiersOf(fact.content());
                PersonRecords person = byRoot.computeIfAbsent(root(parents, of.get(0)), key -> noRecords());
                person.registrations().add(fact);
                person.clients().addAll(PersonIdentifier.values(of, PersonIdentifier.Kind.CLIENT));
                List<String> accounts = PersonIdentifier.values(of, PersonIdentifier.Kind.ACCOUNT);
                person.accounts().addAll(accounts);
                accounts.forEach(account -> person.sinsByAccount()
                        .computeIfAbsent(account, key -> new TreeSet<>())
                        .addAll(PersonIdentifier.values(of, PersonIdentifier.Kind.SIN)));
            });
            certificates.values().forEach(fact -> {
                PersonIdentifier account = new PersonIdentifier(
                        PersonIdentifier.Kind.ACCOUNT, fact.content().memberNumber());
                PersonRecords person = byRoot.computeIfAbsent(root(parents, account), key -> noRecords());
                person.certificates().add(fact);
                person.accounts().add(account.value());
            });
            return List.copyOf(byRoot.values());
        }

        private static PersonRecords noRecords() {
            return new PersonRecords(
                    new TreeSet<>(), new TreeSet<>(), new HashMap<>(), new ArrayList<>(), new ArrayList<>());
        }

        private static void unite(
                Map<PersonIdentifier, PersonIdentifier> parents, PersonIdentifier one, PersonIdentifier other) {
            PersonIdentifier first = root(parents, one);
            PersonIdentifier second = root(parents, other);
            if (!first.equals(second)) {
                parents.put(first.compareTo(second) < 0 ? second : first, first.compareTo(second) < 0 ? first : second);
            }
        }

        private static PersonIdentifier root(
                Map<PersonIdentifier, PersonIdentifier> parents, PersonIdentifier identifier) {
            PersonIdentifier root = identifier;
            while (parents.containsKey(root)) {
                root = parents.get(root);
            }
            return root;
        }
    }
}
