/**
 * The law: rules, dated legal values and the judgement of one record. Pure functions over canonical records; the
 * record's own date picks the law that applied.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"canonical", "law"})
@org.jspecify.annotations.NullMarked
package ca.tradeshub.rules;
