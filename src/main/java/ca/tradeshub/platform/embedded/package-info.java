/** The embedded composition: PostgreSQL, Artemis and the SFTP drop site inside the process. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.platform.embedded;
