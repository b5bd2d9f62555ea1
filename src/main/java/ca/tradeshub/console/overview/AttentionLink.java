// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.overview;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.console.PageMessages;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.overview.attention.AttentionItem;
import java.util.Objects;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Work that needs attention, with its name and the address where it is done.
 *
 * @param item the work
 * @param label its name
 * @param address the list that shows it
 */
public record AttentionLink(AttentionItem item, Text label, String address) {

    static AttentionLink of(AttentionItem item) {
        String part = Objects.toString(item.part(), "");
        return switch (item.kind()) {
            case APPROVALS ->
                link(
                        item,
                        PageMessages.text("exception.state.AWAITING_APPROVAL"),
                        "/exceptions",
                        "state",
                        "AWAITING_APPROVAL");
            case EXCEPTIONS ->
                link(
                        item,
                        PageMessages.text("attention.exceptions", PageMessages.text("exception." + part)),
                        "/exceptions",
                        "state",
                        "OPEN",
                        "type",
                        part);
            case PENDING ->
                link(
                        item,
                        PageMessages.text("attention.pending." + part),
                        "/records",
                        "state",
                        "PENDING",
                        "feed",
                        part,
                        "sort",
                        "oldest");
            case REJECTED ->
                link(
                        item,
                        PageMessages.text("attention.rejected." + part),
                        "/records",
                        "state",
                        "REJECTED",
                        "feed",
                        part,
                        "sort",
                        "oldest");
            case OVERDUE ->
                link(item, PageMessages.text("attention.overdue." + part), "/files", "feed", part, "sort", "newest");
            case STOPPED -> new AttentionLink(item, PageMessages.text("attention.stopped"), "#stopped");
            case ALARMS -> new AttentionLink(item, AlarmCode.valueOf(part).meaning(), "#alarms");
        };
    }

    private static AttentionLink link(AttentionItem item, Text label, String path, String... parameters) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        for (int i = 0; i < parameters.length; i += 2) {
            address.queryParam(parameters[i], parameters[i + 1]);
        }
        return new AttentionLink(item, label, address.encode().build().toUriString());
    }
}
