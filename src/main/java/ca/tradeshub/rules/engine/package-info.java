/** How a rule is declared, what it returns and what follows from it. */
@org.springframework.modulith.NamedInterface("engine")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.rules.engine;
