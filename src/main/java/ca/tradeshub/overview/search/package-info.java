/** The exact search by the identifiers that people have at hand. */
@org.springframework.modulith.NamedInterface("search")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.overview.search;
