/** The embedded composition: PostgreSQL, Artemis and the SFTP drop site inside the process. */
package ca.tradeshub.platform.embedded;
