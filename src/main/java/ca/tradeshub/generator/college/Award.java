package ca.tradeshub.generator.college;

import ca.tradeshub.canonical.Certificate;
import java.time.LocalDate;

/**
 * A certificate as the college comes to know it.
 *
 * @param certificate the record
 * @param knownOn the day, not before any date in the record but its expiry
 */
public record Award(Certificate certificate, LocalDate knownOn) {}
