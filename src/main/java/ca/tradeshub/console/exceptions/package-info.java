/** Exceptions by the API: their detail, and what persons do about them. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.console.exceptions;
