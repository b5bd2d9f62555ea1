package ca.tradeshub.feeds;

/** What came of reading a control file: the control file, or why it cannot be used. */
public sealed interface ControlReading permits ControlFile, FileFault {}
