/** The law as data: dated and cited values, interpretations, citations, trade lists and the source texts. Plain Java, no framework. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"canonical"})
@org.jspecify.annotations.NullMarked
package ca.tradeshub.law;
