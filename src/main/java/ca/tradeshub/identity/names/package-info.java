/** Names as people write them: accents, hyphens, particles, initials and nicknames. */
@org.springframework.modulith.NamedInterface("names")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.identity.names;
