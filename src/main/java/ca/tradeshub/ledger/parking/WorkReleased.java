package ca.tradeshub.ledger.parking;

/**
 * An operator released parked work; published once the release is committed, so that whoever does that work takes it
 * up again.
 *
 * @param work the work
 * @param by who released it
 */
public record WorkReleased(ParkedWork work, String by) {}
