package ca.tradeshub;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The hub: starts every part of one composition and runs until it is stopped. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TradesHub {

    /**
     * Starts the hub.
     *
     * @param args settings ({@code --hub.…=}) and {@code --demo}, which drops the demo fixtures on the first start
     */
    public static void main(String[] args) {
        SpringApplication.run(TradesHub.class, args);
    }
}
