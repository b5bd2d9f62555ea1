/** The senders and the settings of intake. */
@org.springframework.modulith.NamedInterface("sender")
package ca.tradeshub.intake.sender;
