// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.autoconfigure.batch.BatchAutoConfiguration;

/**
 * Keeps Spring Boot from configuring Spring Batch in the hubs of the tests: it is on their class path for the benchmark,
 * and the packaged hub does not contain it.
 */
public class WithoutBatch implements AutoConfigurationImportFilter {

    @Override
    public boolean[] match(String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            matches[i] = !BatchAutoConfiguration.class.getName().equals(classes[i]);
        }
        return matches;
    }
}
