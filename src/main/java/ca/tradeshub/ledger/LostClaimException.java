package ca.tradeshub.ledger;

/** Another worker has taken the file over; this one must stop and leave everything as it is. */
public class LostClaimException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The claim that was lost. */
    public LostClaimException(FileClaim claim) {
        super("Another worker has taken over file " + claim.fileId());
    }
}
