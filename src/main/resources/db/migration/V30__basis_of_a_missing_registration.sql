-- What a person decided about a registration that has not arrived applies whatever the limit in days is now. The basis named
-- the limit of its time, so that a decision was forgotten when the setting changed. It has the limit of the first wording now.
create temporary table missing_registration on commit drop as
select id, subject, basis as earlier,
       encode(sha256(convert_to(
           concat_ws(E'\x1f', type, '', subject,
                     'No registration of this agreement was received within 30 days. Check the agreement number, and '
                         || 'correct the line if it is wrong.', '', ''), 'UTF8')), 'hex') as basis
  from exception_case where type = 'MISSING_REGISTRATION';

-- Of several decisions about one registration, made under different limits, the latest stays in force.
update resolution r
   set undone_by = 'hub', undone_at = now(), undo_reason = 'A later decision about the same registration is in force.'
  from missing_registration m
 where r.exception_id = m.id and r.undone_at is null
   and exists (select from missing_registration o join resolution later on later.exception_id = o.id
                where o.basis = m.basis and later.undone_at is null and later.id > r.id);

update resolution r set basis = m.basis
  from missing_registration m where r.exception_id = m.id and r.basis <> m.basis;

update exception_case e set closed_at = now(), closed_by = 'DATA'
 where e.type = 'MISSING_REGISTRATION' and e.closed_at is null
   and exists (select from exception_case later
                where later.type = e.type and later.subject = e.subject and later.closed_at is null and later.id > e.id);

update exception_case e set basis = m.basis from missing_registration m where e.id = m.id and e.basis <> m.basis;

-- Claims that are held although a decision about them was forgotten.
insert into dirty_key (bulk, kind, key)
select distinct true, 'claim', e.subject
  from exception_case e join resolution r on r.basis = e.basis and r.undone_at is null
 where e.type = 'MISSING_REGISTRATION' and e.closed_at is null;
