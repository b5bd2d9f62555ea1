// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command that was run without a process: its exit code and what it wrote. */
record Ran(int exit, String out, String err) {

    static Ran command(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Commands.run(args, new PrintWriter(out), new PrintWriter(err));
        return new Ran(exit, out.toString(), err.toString());
    }
}
