/** The expected results of a generated year, computed without the rules of the hub. */
package ca.tradeshub.generator.forecast;
