/** The exceptions of every state, filtered and sorted, and what of them needs attention first. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("exceptions")
package ca.tradeshub.overview.exceptions;
