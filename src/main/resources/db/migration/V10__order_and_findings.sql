-- The order of the records of a key no longer depends on when their files were applied, and what a decision on a key
-- found is kept with the records it concerns.

alter table record add column withheld boolean not null default false;
comment on column record.withheld is
    'rejected, held or repeated within its own file: it takes no part in the order of its key, and never becomes current';

update record set withheld = true
 where state in ('REJECTED', 'HELD') and held_with is null or content is null;
update record d set withheld = true
 where d.state = 'DUPLICATE'
   and exists (select 1 from record o
                where o.feed = d.feed and o.record_key = d.record_key and o.file_id = d.file_id and o.line < d.line
                  and o.state <> 'REJECTED');
update record d set withheld = true
 where d.state = 'SUPERSEDED'
   and exists (select 1 from finding f
                where f.file_id = d.file_id and f.line = d.line and f.outcome in ('reject', 'hold'));

alter table finding add column decided_key text;
comment on column finding.decided_key is
    'the key whose decision found it, and whose next decision replaces it; null when a rule on the record or the file did';
create index finding_decided_key on finding (decided_key) where decided_key is not null;

alter table decision add column reason_fr text;
comment on column decision.reason_fr is 'the reason in French; null for decisions made before it was kept';

alter table break add column detail_fr text;
comment on column break.detail_fr is 'the detail in French; null for exceptions opened before it was kept';
