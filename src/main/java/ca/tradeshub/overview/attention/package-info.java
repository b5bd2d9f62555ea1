/** What needs attention, the most money and the longest wait first. */
@org.springframework.modulith.NamedInterface("attention")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.overview.attention;
