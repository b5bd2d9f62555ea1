-- A row that changes while its page has room, and no index has what changed, needs no new entries in the indexes of its
-- table. Each file is changed several times while it is processed, and a third of the pay lines once, when their claim
-- excludes them.
alter table file set (fillfactor = 60);
alter table pay_line set (fillfactor = 85);

-- Columns by which nothing is selected, joined or sorted in a way that a plan depends on need no statistics. ANALYZE, which
-- runs each minute while tables grow, then skips their values.
alter table pay_line
    alter column byte_offset set statistics 0, alter column byte_length set statistics 0,
    alter column file_order set statistics 0, alter column changed_at set statistics 0,
    alter column content set statistics 0, alter column amount set statistics 0,
    alter column employment_start set statistics 0, alter column employment_end set statistics 0,
    alter column period_start set statistics 0, alter column period_end set statistics 0,
    alter column pay_date set statistics 0, alter column apprentice_period set statistics 0,
    alter column coop_credit_claimed set statistics 0, alter column trade set statistics 0,
    alter column regular_hours set statistics 0, alter column overtime_hours set statistics 0,
    alter column hourly_rate set statistics 0, alter column gross_wages set statistics 0,
    alter column taxable_benefits set statistics 0, alter column agency_fees set statistics 0,
    alter column employee_total_wages set statistics 0, alter column assistance_amount set statistics 0,
    alter column assistance_kind set statistics 0, alter column journeyperson_rate set statistics 0,
    alter column work_province set statistics 0;
alter table registration
    alter column byte_offset set statistics 0, alter column byte_length set statistics 0,
    alter column file_order set statistics 0, alter column changed_at set statistics 0,
    alter column content set statistics 0, alter column amount set statistics 0, alter column canonical set statistics 0;
alter table certificate
    alter column byte_offset set statistics 0, alter column byte_length set statistics 0,
    alter column file_order set statistics 0, alter column changed_at set statistics 0,
    alter column content set statistics 0, alter column amount set statistics 0, alter column canonical set statistics 0;
alter table employee
    alter column birth_date set statistics 0, alter column family_name set statistics 0,
    alter column given_names set statistics 0, alter column account_number set statistics 0,
    alter column sin set statistics 0;
alter table finding
    alter column field set statistics 0, alter column column_no set statistics 0,
    alter column message_en set statistics 0, alter column message_fr set statistics 0,
    alter column citation set statistics 0, alter column observed set statistics 0;
alter table message
    alter column contract set statistics 0, alter column supersedes set statistics 0,
    alter column body set statistics 0, alter column body_digest set statistics 0,
    alter column rules_digest set statistics 0, alter column mapping_digest set statistics 0;
alter table decision
    alter column reason set statistics 0, alter column reason_fr set statistics 0,
    alter column message_id set statistics 0, alter column body_digest set statistics 0;
alter table identity_block
    alter column birth_date set statistics 0, alter column postal_code set statistics 0;
