/** Writers of the file formats that the hub reads. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.generator.wire;
