/** People: names, regions, identifiers and the persons drawn from them. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.generator.people;
