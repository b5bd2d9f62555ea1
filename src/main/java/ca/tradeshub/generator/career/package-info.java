/** The agreements and the work of apprentices, drawn one generation unit at a time. */
package ca.tradeshub.generator.career;
