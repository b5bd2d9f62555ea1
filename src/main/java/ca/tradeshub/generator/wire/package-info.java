/** Writers of the file formats that the hub reads. */
package ca.tradeshub.generator.wire;
