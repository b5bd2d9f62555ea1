// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

/** The users to whom exceptions can be assigned: those who may decide about them, or approve what another decided. */
@FunctionalInterface
public interface Assignees {

    /**
     * Whether exceptions can be assigned to a user.
     *
     * @param user the login name, as the user's own decisions have it
     */
    boolean contains(String user);
}
