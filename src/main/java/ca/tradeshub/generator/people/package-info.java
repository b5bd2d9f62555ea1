/** Who: chance, names, places, numbers and the persons drawn from them. */
package ca.tradeshub.generator.people;
