/** The API, version 1: what the pages show, as JSON, with the same rights; and its OpenAPI document. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.console.api;
