// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * The program of {@link BrokerProcess}: an Artemis broker with a {@code broker.xml} and a list of users, and without any
 * class of the hub.
 */
public final class StandaloneBroker {

    private StandaloneBroker() {}

    /** Starts the broker of a folder, with {@code broker.xml} and {@code users} (lines of user, password and role). */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        SecurityConfiguration users = new SecurityConfiguration();
        for (String line : Files.readAllLines(folder.resolve("users"))) {
            String[] user = line.split(" ");
            users.addUser(user[0], user[1]);
            users.addRole(user[0], user[2]);
        }
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfigResourcePath(folder.resolve("broker.xml").toUri().toString());
        broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        broker.start();
        Thread.currentThread().join();
    }
}
