/** The application and its entry point. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub;
