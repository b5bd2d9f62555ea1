// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

/** Conditions that find the pay lines of claims through their index, which has a number for each claim. */
public final class ClaimLines {

    private ClaimLines() {}

    /**
     * The pay lines of one claim.
     *
     * @param alias the alias of {@code pay_line}
     * @param claim an expression for the claim's key
     */
    public static String of(String alias, String claim) {
        return "claim_place(%1$s.claim_key) = claim_place(%2$s) and %1$s.claim_key = %2$s".formatted(alias, claim);
    }
}
