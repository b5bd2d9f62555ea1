// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.engine;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The standing records of one person, as the rules across sources see them.
 *
 * @param accounts the account numbers the records name
 * @param sinsByAccount of each account number the social insurance numbers it comes with, as keyed hashes
 * @param registrations the standing agreements
 * @param certificates the standing certificates
 */
public record PersonFacts(
        Set<String> accounts,
        Map<String, Set<String>> sinsByAccount,
        List<Registration> registrations,
        List<Certificate> certificates) {}
