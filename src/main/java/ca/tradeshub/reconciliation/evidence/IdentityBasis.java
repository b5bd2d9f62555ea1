// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.evidence;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.protection.SinProtection;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a resolution about two persons applies to: the keys of the records and what they state of the persons. It is the
 * same for the same records in other files, and another one when they state something else. Of personal values it
 * contains keyed hashes alone.
 */
public final class IdentityBasis {

    private final SinProtection protection;

    public IdentityBasis(SinProtection protection) {
        this.protection = protection;
    }

    /** The basis of two keys and what is stated under them, whichever comes first. */
    public String of(String key, PersonEvidence evidence, String otherKey, PersonEvidence otherEvidence) {
        return Sha256.hex(Stream.of(side(key, evidence), side(otherKey, otherEvidence))
                .sorted()
                .collect(Collectors.joining("\n", "IDENTITY\n", "")));
    }

    /** The basis of what is decided about one record. */
    public String of(String key, PersonEvidence evidence) {
        return Sha256.hex("IDENTITY OF ONE\n" + side(key, evidence));
    }

    private String side(String key, PersonEvidence evidence) {
        String stated = Stream.of(
                        evidence.numbers().clientId(),
                        evidence.numbers().accountNumber(),
                        evidence.numbers().sinHash(),
                        evidence.familyName(),
                        evidence.givenNames(),
                        evidence.formerFamilyName(),
                        evidence.birthDate())
                .map(value -> Objects.toString(value, ""))
                .collect(Collectors.joining("\u001f"));
        return key + " " + protection.hashText(stated);
    }
}
