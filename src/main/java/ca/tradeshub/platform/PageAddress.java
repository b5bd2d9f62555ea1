// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The address of the console. */
@Component
public class PageAddress {

    private final Environment environment;

    public PageAddress(Environment environment) {
        this.environment = environment;
    }

    /** The console's URL; complete once the web server listens. */
    public String url() {
        return "http://" + environment.getProperty("server.address", "127.0.0.1") + ":"
                + environment.getProperty("local.server.port", environment.getProperty("server.port", "8080")) + "/";
    }
}
