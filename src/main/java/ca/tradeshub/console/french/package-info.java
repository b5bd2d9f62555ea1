/** How French is set on the pages. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.console.french;
