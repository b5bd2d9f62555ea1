// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

/**
 * The versions a decision is based on.
 *
 * @param rules digest of the rule set
 * @param mappings digest of the mapping sheets
 */
public record RuleSetVersion(String rules, String mappings) {}
