/** The settings of the hub, their defaults in each composition, and what depends on the machine: folders and ports. */
@org.springframework.modulith.NamedInterface("settings")
package ca.tradeshub.platform.settings;
