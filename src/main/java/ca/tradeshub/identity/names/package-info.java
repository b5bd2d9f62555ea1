/** Names as people write them: accents, hyphens, particles, initials and nicknames. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.identity.names;
