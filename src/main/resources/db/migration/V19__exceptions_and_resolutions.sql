-- Exceptions get the name that pages and documents give them, the basis that a resolution applies to, and resolutions.

alter table break rename to exception_case;
alter table break_record rename to exception_record;
alter table exception_record rename column break_id to exception_id;
alter table exception_case rename column owner to assigned_to;
alter index break_pkey rename to exception_case_pkey;
alter index break_record_pkey rename to exception_record_pkey;
alter index break_record_record rename to exception_record_record;
alter table exception_case rename constraint break_type_check to exception_case_type_check;
alter table exception_record rename constraint break_record_break_id_fkey to exception_record_exception_id_fkey;
alter sequence break_id_seq rename to exception_case_id_seq;

alter table exception_case add column stable_subject text;
alter table exception_case add column basis text;
alter table exception_case add column revision integer not null default 1;
alter table exception_case add column amount numeric;
alter table exception_case add column amount_of text check (amount_of in ('CREDIT', 'WAGES'));
alter table exception_case add column sides jsonb not null default '[]';
alter table exception_case add column evidence jsonb not null default '[]';
alter table exception_case add column closed_by text check (closed_by in ('DATA', 'RESOLUTION'));

comment on table exception_case is 'Typed disagreements that a person must settle.';
comment on column exception_case.stable_subject is
    'what it is about, without the id of a file: the key of a decision, or feed and key of a record';
comment on column exception_case.basis is 'digest over what disagrees; a resolution applies to its basis';
comment on column exception_case.revision is 'grows when what a person sees of the exception changes';
comment on column exception_case.amount is 'what is at stake, null when no money is concerned';
comment on column exception_case.amount_of is 'whether the amount is a tax credit or gross wages';
comment on column exception_case.sides is 'the values in disagreement with their sources, personal values masked';
comment on column exception_case.evidence is 'the fields of an identity comparison, personal values masked';
comment on column exception_case.assigned_to is 'the user who works on it';

-- What a rule on a record holds it for: the values that its findings show, or the content of the record when a finding
-- shows no value or does not show it whole. The file and the line are no part of it.
create function basis_of_hold(file bigint, in_line integer, held_by text)
    returns text language sql stable as $$
    select encode(sha256(convert_to(concat_ws(chr(31), 'RULE_HOLD', held_by, r.feed, coalesce(r.record_key, ''),
                  coalesce(f.observed, 'content ' || coalesce(encode(r.content, 'hex'), ''))), 'UTF8')), 'hex')
      from record r
      left join lateral (
           select case when bool_and(observed is not null and position('*' in observed) = 0
                                     and observed ~ '[0-8B-Zb-z]'
                                     and coalesce(field, '') !~
                                         '(^|\.)(sin|clientId|accountNumber|memberNumber|familyName|givenNames|formerFamilyName|birthDate|postalCode|trade)$')
                       then string_agg(coalesce(field, '') || '=' || observed, chr(30)
                                       order by field collate "C", observed collate "C") end as observed
             from finding
            where file_id = r.file_id and line = r.line and rule = held_by and decided_key is null) f on true
     where r.file_id = file and r.line = in_line
$$;

-- What the records of a file that repeat a key with different content say.
create function basis_of_repeated_key(file bigint, repeated text)
    returns text language sql stable as $$
    select encode(sha256(convert_to(concat_ws(chr(31), 'DUPLICATE_KEY', '', min(r.feed), repeated,
                  string_agg(distinct encode(r.content, 'hex'), ',' order by encode(r.content, 'hex'))), 'UTF8')), 'hex')
      from record r
     where r.file_id = file and r.record_key = repeated and r.state = 'HELD' and r.rule = 'DUPLICATE_KEY'
$$;

update exception_case e
   set stable_subject = coalesce((select r.feed || ' ' || r.record_key
                                    from record r
                                   where 'record:' || r.file_id || ':' || r.line = e.subject
                                      or 'file:' || r.file_id || ':line:' || r.line = e.subject limit 1), e.subject),
       closed_by = case when closed_at is not null then 'DATA' end;

update exception_case e
   set basis = coalesce(
           (select case when e.type = 'RULE_HOLD' then basis_of_hold(x.file_id, x.line, e.rule)
                        else basis_of_repeated_key(x.file_id, r.record_key) end
              from exception_record x join record r on r.file_id = x.file_id and r.line = x.line
             where x.exception_id = e.id and r.state = 'HELD'
               and (e.type = 'RULE_HOLD' and e.subject like 'record:%' or e.type = 'DUPLICATE_KEY')
             order by x.file_id, x.line limit 1),
           encode(sha256(convert_to(concat_ws(chr(31), e.type, coalesce(e.rule, ''), e.stable_subject, e.detail,
                                              coalesce(e.left_value, ''), coalesce(e.right_value, '')), 'UTF8')), 'hex'));

update exception_case e
   set amount = p.amount, amount_of = 'WAGES'
  from (select x.exception_id, sum(r.amount) as amount
          from exception_record x join record r on r.file_id = x.file_id and r.line = x.line
         where r.feed = 'P' group by x.exception_id) p
 where p.exception_id = e.id;

update exception_case e
   set sides = s.sides
  from (select v.id, jsonb_agg(jsonb_build_object('value', v.value, 'choice', v.choice) order by v.choice) as sides
          from (select id, left_value as value, 'left' as choice from exception_case where left_value is not null
                union all
                select id, right_value, 'right' from exception_case where right_value is not null) v
         group by v.id) s
 where s.id = e.id;

alter table exception_case alter column stable_subject set not null;
alter table exception_case alter column basis set not null;

-- Other values open another exception.
drop index break_open;
create unique index exception_open on exception_case (type, subject, coalesce(rule, ''), basis) where closed_at is null;
create index exception_subject on exception_case (subject);

create table resolution (
    id             bigint generated always as identity primary key,
    exception_id   bigint      not null references exception_case (id),
    kind           text        not null check (kind in ('USE_VALUE', 'LINK', 'KEEP_APART', 'ACCEPT', 'REJECT', 'RESEND',
                       'DONE_OUTSIDE')),
    basis          text        not null,
    chosen         text,
    reason         text        not null check (reason <> ''),
    author         text        not null,
    decided_at     timestamptz not null,
    needs_approval boolean     not null,
    approver       text,
    approved_at    timestamptz,
    undone_by      text,
    undone_at      timestamptz,
    undo_reason    text,
    constraint resolution_by_two_persons check (approver <> author),
    constraint resolution_approved check ((approver is null) = (approved_at is null)),
    constraint resolution_undone check ((undone_by is null) = (undone_at is null)
        and (undone_by is null) = (undo_reason is null))
);
comment on table resolution is
    'What persons decided about exceptions. A row is never deleted; a decline and an undo end it.';
comment on column resolution.basis is 'the basis of the exception; where it occurs again, the resolution applies again';
comment on column resolution.chosen is 'the side to use, null when the kind chooses none';
comment on column resolution.reason is 'may quote personal data; masked where it is shown';
comment on column resolution.undone_by is 'the user who undid or declined it, or hub when later data settled the exception';
create unique index resolution_active on resolution (basis) where undone_at is null;
create index resolution_exception on resolution (exception_id);

create table exception_note (
    id           bigint generated always as identity primary key,
    exception_id bigint      not null references exception_case (id),
    author       text        not null,
    written_at   timestamptz not null,
    note         text        not null check (note <> '')
);
comment on table exception_note is 'What persons wrote about exceptions.';
comment on column exception_note.note is 'may quote personal data; masked where it is shown';
create index exception_note_exception on exception_note (exception_id, id);

-- The exceptions with their one state.
create view exception_status as
select e.*, w.id as awaiting,
       case when e.closed_at is not null then 'CLOSED' when w.id is not null then 'AWAITING_APPROVAL' else 'OPEN' end as state
  from exception_case e
  left join resolution w on w.exception_id = e.id and w.undone_at is null and w.needs_approval and w.approver is null;
