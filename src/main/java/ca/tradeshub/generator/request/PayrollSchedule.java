package ca.tradeshub.generator.request;

/** In how many parts payroll is sent. */
public enum PayrollSchedule {
    /** One a taxation year. */
    YEARLY,
    /** One a taxation year for small employers, quarterly and monthly ones for larger ones. */
    BY_SIZE
}
