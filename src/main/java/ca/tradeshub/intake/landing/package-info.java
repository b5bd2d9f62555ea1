/** Landing: the archive, inboxes and the ledger entry of each file. */
@org.springframework.modulith.NamedInterface("landing")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.intake.landing;
