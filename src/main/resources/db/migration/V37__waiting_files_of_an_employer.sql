-- Files of one employer are leased together. Without this index each lease sorted all files that wait.
create index file_waiting_employer on file (employer_bn9, id) where role = 'data' and state = 'LANDED';

-- Each registration and certificate changes once, when its message is sent. A page that has room for the changed rows needs
-- no new entries in the indexes of its table, three of certificates and up to seven of registrations.
alter table registration set (fillfactor = 50);
alter table certificate set (fillfactor = 50);

-- Of the pay lines of a payroll file a third changes, in runs or spread over the file: claims exclude them. 85 was too full.
alter table pay_line set (fillfactor = 70);
