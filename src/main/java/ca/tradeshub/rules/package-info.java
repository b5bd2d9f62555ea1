/**
 * The rules: one class a rule, and the judgement of a record by them. Pure functions over canonical records; the
 * record's own date selects the law that applied.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"canonical", "canonical :: *", "law", "protection"})
@org.jspecify.annotations.NullMarked
package ca.tradeshub.rules;
