/** Mapping sheets: which field becomes which, and the conversions from raw text to canonical records. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"canonical", "feeds"})
package ca.tradeshub.mapping;
