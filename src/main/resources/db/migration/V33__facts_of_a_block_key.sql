-- Birth date and postal code with each key exclude most records that share it, without reading them. The index has all
-- columns that a look-up returns.
create temporary table earlier_block on commit drop as select * from identity_block;
drop index identity_block_key;
drop index identity_block_weak;
truncate identity_block;
alter table identity_block add column birth_date integer;
alter table identity_block add column postal_code text;
comment on column identity_block.birth_date is 'yyyymmdd; null when unknown, or when systems write the date for an unknown one';
comment on column identity_block.postal_code is
    'capital letters and digits. Where this and the birth date are null, the facts are in the record alone';

create temporary table stated_fact on commit drop as
select file_id, line, client_id, account_number, sin_hash, person ->> 'birthDate' as born,
       person ->> 'postalCode' as postal_code,
       concat_ws(' ', person ->> 'familyName', person ->> 'givenNames', person ->> 'formerFamilyName') as names
  from (select r.*, r.canonical -> 'person' as person from registration r) r
union all
select file_id, line, null, account_number, null, canonical ->> 'birthDate', canonical ->> 'postalCode',
       concat_ws(' ', canonical ->> 'familyName', canonical ->> 'givenNames', canonical ->> 'formerFamilyName')
  from certificate;

-- Names in Greek and Cyrillic letters have other keys since they are compared in Latin letters. The keys of these records
-- are made when their persons are decided again.
create temporary table other_keys on commit drop as
select * from stated_fact
 where names ~ '[\u00b5\u0370-\u052f\u1c80-\u1c8f\u1d00-\u1dbf\u1f00-\u1fff\u2126\u2de0-\u2dff\ua640-\ua69f]';
analyze other_keys;

insert into dirty_key (bulk, kind, key)
select distinct true, 'person', id
  from (select unnest(array['client:' || k.client_id, 'account:' || k.account_number, 'sin:' || k.sin_hash]) as id
          from other_keys k
         where exists (select from earlier_block b where b.file_id = k.file_id and b.line = k.line)) ids
 where id is not null;

insert into identity_block (block, file_id, line, weak, birth_date, postal_code)
select b.block, b.file_id, b.line, b.weak,
       case when f.born not in ('1900-01-01', '1901-01-01', '1904-01-01', '1911-11-11')
            then cast(replace(f.born, '-', '') as integer) end,
       case when f.postal_code ~ '^[A-Za-z0-9 -]*$'
            then nullif(upper(regexp_replace(f.postal_code, '[ -]', '', 'g')), '') end
  from earlier_block b
  left join stated_fact f using (file_id, line)
 where not exists (select from other_keys k where k.file_id = b.file_id and k.line = b.line)
 order by b.block;

create index identity_block_key on identity_block (block, file_id, line) include (birth_date, postal_code);
create index identity_block_weak on identity_block (block) where weak;
