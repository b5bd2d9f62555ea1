/** How route files are read. */
@org.springframework.modulith.NamedInterface("routes")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.platform.routes;
