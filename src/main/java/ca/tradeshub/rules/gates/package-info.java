/** Which law applies when: the gates other rules stand behind, and the rule that an Act fits its date. */
package ca.tradeshub.rules.gates;
