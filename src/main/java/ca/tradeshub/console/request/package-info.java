/** What a request may have: references in place of keys, and the values that it cannot have. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.console.request;
