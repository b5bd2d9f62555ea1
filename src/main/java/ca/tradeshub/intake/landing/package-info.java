/** Landing: the archive, inboxes and the ledger entry of each file. */
@org.springframework.modulith.NamedInterface("landing")
package ca.tradeshub.intake.landing;
