-- A payroll file whose keys are all lower or all higher than those of any other file of its employer has none in common
-- with it, and the hub does not look them up one by one. Files applied before this version have no such note: the keys of
-- their employer's next files are looked up.
alter table file add column first_key text collate "C", add column last_key text collate "C";
comment on column file.first_key is 'the lowest key of its records, by code points; null when no key could be read';
comment on column file.last_key is 'the highest key of its records';
create index file_keys on file (employer_bn9, first_key)
    where feed = 'payroll' and role = 'data' and state in ('APPLIED', 'CLOSED');
