// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.overview;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.console.PageMessages;
import ca.tradeshub.overview.files.FileRow;
import ca.tradeshub.overview.files.LandedFiles;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What is remarkable in each file of the demo, while the demo is loaded. The lines are in the order of the files. */
@Component
class DemoGuide {

    /** The files of the demo with their senders. */
    private static final List<String> FILES = List.of(
            "employment-ontario/REG_20170115_000001.ndjson",
            "legacy-college/CERT_20170116_000001.dat",
            "payroll-maple/PAY_123026635_20170131_000001.csv",
            "payroll-boreal/PAY_000089987_20160115_000001.csv",
            "payroll-centime/PAY_987654324_20170131_000001.csv",
            "payroll-centime/PAY_987654324_20170206_000001.csv",
            "employment-ontario/REG_20170220_000002.ndjson",
            "payroll-maple/PAY_123026635_20170220_000002.csv",
            "payroll-centime/PAY_987654324_20170310_000002.csv",
            "payroll-maple/PAY_123026635_20170310_000003.csv");

    private final LandedFiles files;
    private final boolean isDemo;

    DemoGuide(LandedFiles files, @Value("${hub.demo.enabled:false}") boolean isDemo) {
        this.files = files;
        this.isDemo = isDemo;
    }

    /**
     * A line of the guide.
     *
     * @param file the name of the file
     * @param address its page
     * @param text what is remarkable
     */
    public record Line(String file, String address, Text text) {}

    /** The lines for the files that have come; none without the demo. */
    List<Line> lines() {
        return isDemo ? FILES.stream().flatMap(file -> line(file).stream()).toList() : List.of();
    }

    private Optional<Line> line(String file) {
        int slash = file.indexOf('/');
        String name = file.substring(slash + 1);
        return files.dropped(file.substring(0, slash), name).stream()
                .findFirst()
                .map(FileRow::id)
                .map(id -> new Line(
                        name, "/files/" + id, PageMessages.text("guide." + name.substring(0, name.indexOf('.')))));
    }
}
