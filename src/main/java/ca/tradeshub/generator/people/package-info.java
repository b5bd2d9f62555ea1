/** People: names, regions, identifiers and the persons drawn from them. */
package ca.tradeshub.generator.people;
