/** The catalogue of all rules, judgement by it, and the trace of a judgement. */
@org.springframework.modulith.NamedInterface("book")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.rules.book;
