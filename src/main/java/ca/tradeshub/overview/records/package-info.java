/** The records of all files, line by line. */
@org.springframework.modulith.NamedInterface("records")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.overview.records;
