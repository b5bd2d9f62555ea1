/** Landed files, their contents and the messages based on them, page by page. */
@org.springframework.modulith.NamedInterface("files")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.overview.files;
