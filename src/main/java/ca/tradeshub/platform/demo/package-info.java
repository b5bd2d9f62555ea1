/** The demonstration: drops sample files in phases and prints the outcome of each. */
package ca.tradeshub.platform.demo;
