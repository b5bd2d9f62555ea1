/** The expected results of a generated year, computed without the rules of the hub. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.generator.forecast;
