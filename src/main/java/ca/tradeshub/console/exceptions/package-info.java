/** Exceptions by the pages and the API: their detail, and what persons do about them, one by one or in bulk. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.console.exceptions;
