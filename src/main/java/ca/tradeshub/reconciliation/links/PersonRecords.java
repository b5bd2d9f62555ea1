// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.links;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.rules.engine.PersonFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The records of one person and the identifiers that are this person's alone.
 *
 * @param records the records, in the order of their keys
 * @param accounts account numbers
 * @param clients client ids
 */
public record PersonRecords(List<PersonRecord> records, TreeSet<String> accounts, TreeSet<String> clients) {

    private static final Comparator<StandingRecord<Registration>> LATEST_AGREEMENT = Comparator.comparing(
                    (StandingRecord<Registration> fact) -> fact.content().registeredOn())
            .thenComparing(fact -> fact.content().agreementNumber());
    private static final Comparator<StandingRecord<Certificate>> LATEST_CERTIFICATE = Comparator.comparing(
                    (StandingRecord<Certificate> fact) -> fact.content().issuedOn(),
                    Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(fact -> fact.content().recordKey());

    /** The records of a person with all identifiers that they state. */
    public static PersonRecords of(List<PersonRecord> records) {
        TreeSet<String> accounts = new TreeSet<>();
        TreeSet<String> clients = new TreeSet<>();
        for (PersonRecord each : records) {
            add(accounts, each.evidence().numbers().accountNumber());
            add(clients, each.evidence().numbers().clientId());
        }
        return new PersonRecords(records, accounts, clients);
    }

    /** One person of the records of two. */
    static PersonRecords joined(List<PersonRecords> parts) {
        TreeSet<String> accounts = new TreeSet<>();
        TreeSet<String> clients = new TreeSet<>();
        List<PersonRecord> records = new ArrayList<>();
        for (PersonRecords part : parts) {
            records.addAll(part.records());
            accounts.addAll(part.accounts());
            clients.addAll(part.clients());
        }
        records.sort(PersonRecord.BY_KEY);
        return new PersonRecords(records, accounts, clients);
    }

    private static void add(Set<String> values, @Nullable String value) {
        if (value != null) {
            values.add(value);
        }
    }

    /** The account number of the person, null when none is known. */
    @Nullable
    public String account() {
        return accounts.isEmpty() ? null : accounts.first();
    }

    /** The client id of the person, null when none is known. */
    @Nullable
    public String client() {
        return clients.isEmpty() ? null : clients.first();
    }

    /** Whether an identifier is left under which the person can be published. */
    public boolean hasKey() {
        return !accounts.isEmpty() || !clients.isEmpty();
    }

    /** The part of a key that names a person not published yet. */
    public String part() {
        return accounts.isEmpty() ? clients.first() : accounts.first();
    }

    /** Whether no record states an account number. */
    public boolean isWithoutAccount() {
        return records.stream().allMatch(each -> each.evidence().numbers().accountNumber() == null);
    }

    /** The identifier that names the person among others. */
    PersonIdentifier identifier() {
        return accounts.isEmpty()
                ? new PersonIdentifier(PersonIdentifier.Kind.CLIENT, clients.first())
                : new PersonIdentifier(PersonIdentifier.Kind.ACCOUNT, accounts.first());
    }

    /** The permanent social insurance numbers, as keyed hashes; a temporary one is replaced some day. */
    Set<String> sins() {
        Set<String> sins = new TreeSet<>();
        records.stream()
                .filter(each -> !each.evidence().numbers().temporarySin())
                .forEach(each -> add(sins, each.evidence().numbers().sinHash()));
        return sins;
    }

    /** The registrations, the latest last. */
    @SuppressWarnings("unchecked") // a record's content is of the type of its feed
    public List<StandingRecord<Registration>> registrations() {
        return records.stream()
                .map(PersonRecord::record)
                .filter(record -> record.content() instanceof Registration)
                .map(record -> (StandingRecord<Registration>) record)
                .sorted(LATEST_AGREEMENT)
                .toList();
    }

    /** The certificates, the latest last. */
    @SuppressWarnings("unchecked") // a record's content is of the type of its feed
    public List<StandingRecord<Certificate>> certificates() {
        return records.stream()
                .map(PersonRecord::record)
                .filter(record -> record.content() instanceof Certificate)
                .map(record -> (StandingRecord<Certificate>) record)
                .sorted(LATEST_CERTIFICATE)
                .toList();
    }

    /** What the rules across sources read. */
    public PersonFacts facts() {
        Map<String, Set<String>> sinsByAccount = new HashMap<>();
        for (PersonRecord each : records) {
            String account = each.evidence().numbers().accountNumber();
            if (account != null && !each.evidence().numbers().temporarySin()) {
                add(
                        sinsByAccount.computeIfAbsent(account, key -> new TreeSet<>()),
                        each.evidence().numbers().sinHash());
            }
        }
        return new PersonFacts(
                accounts,
                sinsByAccount,
                registrations().stream().map(StandingRecord::content).toList(),
                certificates().stream().map(StandingRecord::content).toList());
    }

    /** The trades that the records name. */
    public TreeSet<TradeCode> trades() {
        TreeSet<TradeCode> trades = new TreeSet<>();
        records.forEach(each -> trades.addAll(each.evidence().trades()));
        return trades;
    }

    /** Where the records are, in their order. */
    public Stream<RecordAddress> addresses() {
        return records.stream().map(PersonRecord::address);
    }

    /** The identifiers of the groups under which messages of the person may exist. */
    public Set<PersonIdentifier> identifiers() {
        Set<PersonIdentifier> identifiers = new TreeSet<>();
        records.forEach(each -> identifiers.addAll(each.identifiers()));
        return identifiers;
    }
}
