/** Alarms: raised once and closed once per subject. */
@org.springframework.modulith.NamedInterface("alarm")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.ledger.alarm;
