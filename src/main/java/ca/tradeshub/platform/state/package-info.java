/** What is kept between two runs of the hub: the rights on its folders, the version of its database, and its archive. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("state")
package ca.tradeshub.platform.state;
