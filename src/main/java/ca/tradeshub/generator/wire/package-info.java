/** The senders' formats, written: the mirror of what the hub reads. */
package ca.tradeshub.generator.wire;
