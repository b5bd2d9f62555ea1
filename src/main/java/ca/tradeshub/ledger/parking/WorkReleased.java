// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.parking;

/**
 * An operator released parked work. The event is published once the release is committed, so that the part of the hub
 * that does the work starts it again.
 *
 * @param work the work
 * @param by who released it
 */
public record WorkReleased(ParkedWork work, String by) {}
