/**
 * From raw text to canonical records. Mapping sheets, data and not code, say which field becomes which and how its text
 * is read; they and the examples beside them are checked when they are loaded. What a sender wrote wrongly is a value
 * ({@link ca.tradeshub.mapping.MappingError}); a bad sheet is ours and stops the start.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"canonical", "feeds"})
package ca.tradeshub.mapping;
