// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.forecast;

import java.io.IOException;

/** Receives the expected result of each file. */
public interface FileForecast {

    /** Records a file that the hub must accept, in full or in part. */
    void accepted(DropPhase phase, String sender, String file, BalanceForecast balance) throws IOException;

    /** Records a file that the hub must refuse. */
    void refused(DropPhase phase, String sender, String file, String code) throws IOException;
}
