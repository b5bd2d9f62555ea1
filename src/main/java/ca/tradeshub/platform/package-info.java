/**
 * The platform: starts the parts of the embedded or the production composition in order, stops them in reverse order,
 * and controls access. It may import every other package; only the configuration check and the commands import it.
 */
@org.springframework.modulith.ApplicationModule
@org.jspecify.annotations.NullMarked
package ca.tradeshub.platform;
