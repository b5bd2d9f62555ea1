/**
 * What can be known of untrusted text and bytes: the encoding or format they were really written in, what damaged an
 * identifier, and how many characters a reader counts.
 */
@org.springframework.modulith.NamedInterface("text")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.canonical.text;
