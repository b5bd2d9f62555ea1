-- A claim is marked by each file of its employer: all its marks go with one decision.
create index dirty_key_claim on dirty_key (key) where kind = 'claim';

-- The next waiting file is found by its place, however many wait and however many were processed before.
drop index file_open;
create index file_waiting on file (id) where role = 'data' and state = 'LANDED';
create index file_staging on file (id) where state = 'STAGING';
