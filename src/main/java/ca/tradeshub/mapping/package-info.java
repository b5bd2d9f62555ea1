/**
 * From raw text to canonical records. Mapping sheets, which are data and not code, define which field is mapped to
 * which and how its text is read. The hub checks the sheets and their examples when it loads them. An error of a sender
 * is a value ({@link ca.tradeshub.mapping.MappingError}); an error in a sheet is not the sender's and prevents
 * start-up.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"canonical", "canonical :: *", "feeds", "feeds :: *", "protection"})
@org.jspecify.annotations.NullMarked
package ca.tradeshub.mapping;
