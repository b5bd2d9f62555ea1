// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.engine.Finding;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The certification record of a person and trade.
 *
 * @param recordKey {@code <accountNumber or clientId>/<trade>}
 * @param groupId the person part of the key
 * @param person the person
 * @param trade the trade
 * @param apprenticeship the standing agreement with the latest registration, null when none
 * @param certificates the standing certificates, by number
 * @param findings findings that warn or inform
 * @param sources the records it is based on
 */
public record CertificationContent(
        String recordKey,
        String groupId,
        PublishedPerson person,
        PublishedTrade trade,
        @Nullable Registration apprenticeship,
        List<Certificate> certificates,
        List<Finding> findings,
        List<SourceRef> sources)
        implements MessageContent {

    /**
     * The person as published.
     *
     * @param accountNumber the person's account number, null when not known
     * @param clientId the ministry's client id, null when no registration names it
     * @param familyName family name
     * @param givenNames given names
     * @param formerFamilyName earlier family name, null when none
     * @param birthDate date of birth
     */
    public record PublishedPerson(
            @Nullable String accountNumber,
            @Nullable String clientId,
            String familyName,
            String givenNames,
            @Nullable String formerFamilyName,
            LocalDate birthDate) {}

    /**
     * The trade as published.
     *
     * @param code its code
     * @param name its name, null when it is in no list
     * @param compulsory whether it is compulsory
     */
    public record PublishedTrade(TradeCode code, @Nullable String name, boolean compulsory) {}

    @Override
    public OutgoingQueue queue() {
        return OutgoingQueue.REGISTRY;
    }
}
