/** The production composition: external servers, and the guard that rejects unsafe settings. */
@org.springframework.modulith.NamedInterface("production")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.platform.production;
