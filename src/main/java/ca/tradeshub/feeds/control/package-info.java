/** What says how a file is to be read: its name, its control file, its layout and the totals that it states. */
@org.springframework.modulith.NamedInterface("control")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.feeds.control;
