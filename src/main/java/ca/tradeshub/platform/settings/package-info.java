/** The settings of the hub, their defaults in each composition, and what depends on the machine: folders and ports. */
@org.springframework.modulith.NamedInterface("settings")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.platform.settings;
