/** The demonstration: drops sample files in phases and prints the outcome of each. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.platform.demo;
