/** Access to the console and the API, and the keys that protect social insurance numbers. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.platform.security;
