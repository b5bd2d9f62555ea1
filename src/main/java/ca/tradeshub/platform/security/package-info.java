/** Access to the console and the API, and the keys that protect social insurance numbers. */
package ca.tradeshub.platform.security;
