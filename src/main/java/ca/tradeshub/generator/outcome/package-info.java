/** What should become of a generated year, computed by the generator itself. */
package ca.tradeshub.generator.outcome;
