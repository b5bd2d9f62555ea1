-- A record is stored under its keys once, which the writer checks by the first of them, so that no unique index has to be
-- searched for each key. Records without account number, of whom there are few, are found by an index of their own. The
-- feed was never read.
alter table identity_block drop constraint identity_block_pkey;
alter table identity_block drop column feed;
create index identity_block_key on identity_block (block);
create index identity_block_weak on identity_block (block) where weak;
