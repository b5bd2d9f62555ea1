/** The agreements and the work of apprentices, drawn one generation unit at a time. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.generator.career;
