// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.engine;

/**
 * A rule and its result on one subject.
 *
 * @param rule the rule's entry in the catalogue
 * @param result its result
 */
public record JudgedRule(Declaration rule, RuleResult result) {}
