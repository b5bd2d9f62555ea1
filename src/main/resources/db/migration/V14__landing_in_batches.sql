-- Files land in batches; what decides about them is looked up by these.
create index file_waiting_control on file (sender, logical_name) where role = 'control' and state = 'LANDED';
comment on index file_waiting_control is 'control files that wait for their CSVs';
create index file_control on file (control_file) where control_file is not null;
comment on index file_control is 'the CSV of a control file';
create index file_first on file (id) where role = 'data' and state = 'LANDED' and feed <> 'payroll';
comment on index file_first is 'files that are processed before pay';
