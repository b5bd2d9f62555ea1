/**
 * The platform: starts the parts of the embedded or the production composition in order, stops them in reverse, and
 * keeps the doors. May import every other package; of them only the
 * commands import it.
 */
@org.springframework.modulith.ApplicationModule
package ca.tradeshub.platform;
