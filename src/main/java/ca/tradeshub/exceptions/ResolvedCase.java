// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

/**
 * An exception with a resolution on its basis.
 *
 * @param exception the exception
 * @param resolution the resolution, made or only assumed
 */
public record ResolvedCase(ExceptionCase exception, Resolution resolution) {}
