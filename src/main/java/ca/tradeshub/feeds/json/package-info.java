/** JSON objects of senders, read strictly: each member once, nothing unknown, every error with its place. */
@org.springframework.modulith.NamedInterface("json")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.feeds.json;
