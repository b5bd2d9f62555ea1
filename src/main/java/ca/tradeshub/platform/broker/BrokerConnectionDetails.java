package ca.tradeshub.platform.broker;

/** Where the hub's broker is and who the hub is there. */
public interface BrokerConnectionDetails {

    /** The broker's URL. */
    String url();

    /** The hub's user. */
    String username();

    /** The hub's password. */
    String password();
}
