/** Which law applies at which date: the gates of the other rules, and the rule that an Act was in force on its date. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.rules.gates;
