// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.audit.AuditVerification;
import ca.tradeshub.audit.AuditVerification.Broken;
import ca.tradeshub.cli.terminal.Exit;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verifies the audit chain of a running hub. */
@Command(
        name = "verify-audit",
        customSynopsis = Commands.NAME + " verify-audit [--known POSITION:HASH] [options]",
        footer = {
            "  " + Commands.NAME + " verify-audit --user viewer",
            "  " + Commands.NAME
                    + " verify-audit --known 57:6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        })
final class VerifyAudit implements Callable<Integer> {

    private static final String PATH = "/api/v1/audit/verification";

    private static final Pattern KNOWN = Pattern.compile("[1-9][0-9]{0,17}:[0-9a-f]{64}");

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunningHub hub;

    @Option(names = "--known", paramLabel = "POSITION:HASH")
    private @Nullable String known;

    @Option(names = "--json")
    private boolean json;

    @Override
    public Integer call() {
        if (known != null && !KNOWN.matcher(known).matches()) {
            throw CommandTexts.misuse(spec, "usage.known", known);
        }
        String path = known == null ? PATH : PATH + "?known=" + known;
        RunningHub.Response response = hub.get(path).orElseThrow(() -> new CommandFailure("no-address", PATH));
        AuditVerification verification = response.as(AuditVerification.class);
        if (json) {
            spec.commandLine().getOut().println(response.pretty());
        } else {
            print(verification);
        }
        return verification.broken() == null ? Exit.OK : Exit.REFUSED;
    }

    private void print(AuditVerification verification) {
        String entries = Long.toString(verification.entries());
        Broken broken = verification.broken();
        if (broken == null) {
            line("audit.intact", entries);
        } else {
            line("audit.broken." + broken.fault().name().toLowerCase(Locale.ROOT), Long.toString(broken.position()));
            line("audit.before", entries);
        }
        if (verification.entries() > 0) {
            line("audit.last", entries + ":" + verification.hash());
        }
    }

    private void line(String key, String value) {
        spec.commandLine().getOut().println(CommandTexts.in(spec, key, value));
    }
}
