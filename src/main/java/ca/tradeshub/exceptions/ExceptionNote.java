// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import java.time.Instant;

/**
 * What a person wrote about an exception.
 *
 * @param id the note
 * @param exceptionId the exception
 * @param author the user who wrote it
 * @param writtenAt when
 * @param note the text; may quote personal data, which is masked where it is shown
 */
public record ExceptionNote(long id, long exceptionId, String author, Instant writtenAt, String note) {}
