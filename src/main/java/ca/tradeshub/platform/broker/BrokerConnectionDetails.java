// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.broker;

/** The address of the hub's broker and the account of the hub on it. */
public interface BrokerConnectionDetails {

    /** The broker's URL. */
    String url();

    /** The hub's user. */
    String username();

    /** The hub's password. */
    String password();
}
