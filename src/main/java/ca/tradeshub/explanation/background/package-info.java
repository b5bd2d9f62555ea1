/** What an explanation shows of resolutions, exceptions, the identity of a person and the values that lost. */
@org.springframework.modulith.NamedInterface("background")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.explanation.background;
