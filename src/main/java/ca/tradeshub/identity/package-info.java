/**
 * Whether two records are of one person: compares what they contain of a person field by field, and weighs each field
 * in bits after Fellegi and Sunter. Plain Java, no framework.
 *
 * <p>Sub-packages: {@code names} reads names as people write them and does not import anything else of the module;
 * {@code matching} finds the person of a record among many; {@code learning} learns weights from labelled records.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"canonical"})
@org.jspecify.annotations.NullMarked
package ca.tradeshub.identity;
