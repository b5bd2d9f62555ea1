/** The SFTP side of intake: connections, order of polling, moving of sources. */
@org.springframework.modulith.NamedInterface("sftp")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.intake.sftp;
