package ca.tradeshub.generator;

/**
 * What was generated.
 *
 * @param employers employers that have apprentices
 * @param registrations records of registrations, all versions, in all waves
 * @param payLines pay lines in all waves
 * @param certificates certificates in all waves
 * @param files files with records
 * @param bytes bytes of the files and their control files
 */
public record YearReport(long employers, long registrations, long payLines, long certificates, int files, long bytes) {}
