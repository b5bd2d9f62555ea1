// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The terminal of the process. */
public final class Terminal {

    private Terminal() {}

    /** The standard output. */
    public static PrintWriter out() {
        return writer(FileDescriptor.out);
    }

    /** The standard error. */
    public static PrintWriter err() {
        return writer(FileDescriptor.err);
    }

    /** Whether input and output are a terminal. */
    public static boolean isAttached() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From Java 22 there is always a console, which reports whether it is a terminal.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Console.isTerminal is public and throws nothing", e);
        }
    }

    /** UTF-8 in every locale; only a Windows console requires its own character set. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        Console console = System.console();
        Charset charset = windows && console != null && isAttached() ? console.charset() : StandardCharsets.UTF_8;
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), charset), true);
    }
}
