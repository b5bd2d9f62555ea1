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

    /**
     * The pay lines of several claims.
     *
     * @param alias the alias of {@code pay_line}
     * @param claims an expression for an array of the claims' keys
     */
    public static String ofAny(String alias, String claims) {
        return """
            claim_place(%1$s.claim_key) = any(array(
                       select claim_place(wanted) from unnest(cast(%2$s as text[])) as wanted))
                   and %1$s.claim_key = any(cast(%2$s as text[]))"""
                .formatted(alias, claims);
    }
}
