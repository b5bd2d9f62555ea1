/** Alarms: raised once and closed once per subject. */
@org.springframework.modulith.NamedInterface("alarm")
package ca.tradeshub.ledger.alarm;
