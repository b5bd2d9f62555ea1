/** How a rule is declared, what it returns and what follows from it. */
@org.springframework.modulith.NamedInterface("engine")
package ca.tradeshub.rules.engine;
