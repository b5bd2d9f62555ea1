// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.evidence;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.identity.PersonNumbers;
import ca.tradeshub.identity.Residence;
import ca.tradeshub.protection.SinProtection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the records of the feeds state of their persons. */
public final class PersonEvidences {

    private final SinProtection sins;

    public PersonEvidences(SinProtection sins) {
        this.sins = sins;
    }

    /** Of the apprentice of a registration. */
    public PersonEvidence of(Registration registration) {
        Person person = registration.person();
        return new PersonEvidence(
                numbers(person.clientId(), person.accountNumber(), person.sin()),
                person.familyName(),
                person.givenNames(),
                person.formerFamilyName(),
                person.birthDate(),
                Residence.at(person.postalCode()),
                Set.of(registration.trade()));
    }

    /** Of the holder of a certificate. */
    public PersonEvidence of(Certificate certificate) {
        return new PersonEvidence(
                PersonNumbers.ofAccount(certificate.memberNumber()),
                certificate.familyName(),
                certificate.givenNames(),
                certificate.formerFamilyName(),
                certificate.birthDate(),
                Residence.at(certificate.postalCode()),
                Set.of(certificate.trade()));
    }

    /** Of the employee of a pay line. */
    public PersonEvidence of(PayLine line) {
        return new PersonEvidence(
                numbers(null, line.accountNumber(), line.sin()),
                line.familyName(),
                line.givenNames(),
                null,
                line.birthDate(),
                Residence.UNKNOWN,
                Set.of(line.trade()));
    }

    private PersonNumbers numbers(@Nullable String clientId, @Nullable String accountNumber, @Nullable Sin sin) {
        return new PersonNumbers(clientId, accountNumber, hash(sin), sin != null && sin.isTemporary());
    }

    /** A number that fails its check is not evidence. */
    private @Nullable String hash(@Nullable Sin sin) {
        return sin != null && sin.isValid() ? sins.hash(sin) : null;
    }
}
