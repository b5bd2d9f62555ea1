package ca.tradeshub.reconciliation.apply;

import ca.tradeshub.canonical.Feed;
import java.util.List;

/** Which keys must be decided again when records change: those records stand in a temporary table {@code changed}. */
public final class AffectedKeys {

    private AffectedKeys() {}

    /** The table of a feed's facts. */
    public static String factsOf(Feed feed) {
        return switch (feed) {
            case REGISTRATIONS -> "registration";
            case CERTIFICATES -> "certificate";
            case PAYROLL -> "pay_line";
        };
    }

    /**
     * Statements that write the keys.
     *
     * @param feed the feed of the changed records
     * @param target the table they are written to, with the columns of {@code dirty_key}
     */
    public static List<String> statements(Feed feed, String target) {
        String into = "insert into " + target + " (bulk, kind, key)\n";
        return switch (feed) {
            case REGISTRATIONS ->
                List.of(
                        into
                                + """
                                select distinct :bulk, 'person', id from (
                                    select unnest(array['client:' || client_id, 'account:' || account_number,
                                                        'sin:' || sin_hash]) as id from changed) ids
                                 where id is not null
                                """,
                        into
                                + """
                                select distinct :bulk, 'claim', p.claim_key
                                  from pay_line p
                                 where p.agreement_number in (
                                        select agreement_number from changed
                                        union select g.agreement_number from registration g
                                               join changed c on g.original_agreement = c.agreement_number)
                                """);
            case CERTIFICATES ->
                // A certificate licenses work after the end of an agreement (rule X-03); one of apprenticeship ends it
                // (rule ATTC-21).
                List.of(
                        into + "select distinct :bulk, 'person', 'account:' || account_number from changed",
                        into
                                + """
                                select distinct :bulk, 'claim', p.claim_key
                                  from changed c
                                  join registration g on g.account_number = c.account_number and g.trade = c.trade
                                  join pay_line p on p.agreement_number = g.agreement_number
                                 where g.content ->> 'status' <> 'ACTIVE'
                                    or g.content ->> 'completionRequirementsMetOn' is not null
                                    or c.content ->> 'type' = 'CA'
                                """);
            case PAYROLL -> List.of(into + "select distinct :bulk, 'claim', claim_key from changed");
        };
    }
}
