/** The senders and the settings of intake. */
@org.springframework.modulith.NamedInterface("sender")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.intake.sender;
