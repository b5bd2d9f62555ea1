// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.college;

import ca.tradeshub.canonical.Certificate;
import java.time.LocalDate;

/**
 * A certificate on the register of the college.
 *
 * @param certificate the record
 * @param recordedOn the day it is recorded, not before any date in the record except the expiry date
 */
public record Award(Certificate certificate, LocalDate recordedOn) {}
