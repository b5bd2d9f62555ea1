/** Protection of personal data: keys, and the sealing and keyed hashing of social insurance numbers. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"canonical"})
@org.jspecify.annotations.NullMarked
package ca.tradeshub.protection;
