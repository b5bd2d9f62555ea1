package ca.tradeshub.generator.forecast;

import java.io.IOException;

/** Is told of every file what should become of it. */
public interface FileForecast {

    /** A file that is accepted, wholly or in part. */
    void accepted(DropPhase phase, String sender, String file, BalanceForecast balance) throws IOException;

    /** A file that is refused. */
    void refused(DropPhase phase, String sender, String file, String code) throws IOException;
}
