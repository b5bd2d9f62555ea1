-- A declaration of never used numbers can be withdrawn: the numbers are missing again if nothing came under them.
alter table unused_sequence add column withdrawn_at timestamptz;
alter table unused_sequence add column withdrawn_by text;
alter table unused_sequence add column withdrawn_reason text;
comment on column unused_sequence.withdrawn_at is 'when an operator withdrew the declaration; null while it holds';

-- Agreement numbers, certificate numbers and provinces are compared case-folded and kept in upper case. Earlier versions
-- kept them as they were written, so that an old key and the same key today were two.
--
-- Messages and their decisions keep the key under which they were sent: a consumer knows no other. Where the key of a
-- claim changes, both keys are decided again: the old one is withdrawn, and the new one is sent as the first version.
--
-- Where two keys that differ only in case are both in use, both stay as they are, because one of the two would have to
-- supersede the other. Later files use the one in upper case. The documents for operators show how to list them.
-- Content digests are not computed again: the same record sent again supersedes the old one.

create temporary table in_two_spellings on commit drop as
select feed, upper(record_key) as folded
  from (select distinct feed, record_key collate "C" as record_key
          from record where feed in ('R', 'C') and record_key is not null) k
 group by 1, 2 having count(*) > 1;

create temporary table respelled on commit drop as
select agreement, upper(agreement) as folded
  from (select agreement_number collate "C" as agreement from registration
        union select original_agreement from registration
        union select agreement_number from pay_line
        union select agreement_number from employer_claim
        union select record_key from record where feed = 'R') a
 where agreement ~ '^[A-Za-z0-9]([-A-Za-z0-9/._:#]*[A-Za-z0-9])?$'
   and agreement <> upper(agreement)
   and not exists (select from in_two_spellings t where t.feed = 'R' and t.folded = upper(a.agreement));

create temporary table respelled_claim on commit drop as
select c.claim_key, upper(c.claim_key) as folded
  from (select claim_key collate "C" as claim_key from pay_line
        union select claim_key from employer_claim
        union select key from dirty_key where kind = 'claim') c
  join respelled s on s.agreement = substring(c.claim_key from '^[^/]+/(.*)/[^/]+$');

update record r set record_key = s.folded
  from respelled s
 where r.feed = 'R' and r.record_key = s.agreement;
update record r set held_with = s.folded
  from respelled_claim s
 where r.held_with = s.claim_key;
update finding f set decided_key = s.folded
  from respelled_claim s
 where f.decided_key = s.claim_key;

update registration r
   set agreement_number = s.folded,
       content = cast(replace(cast(content as text), '"agreementNumber":"' || s.agreement || '"',
                              '"agreementNumber":"' || s.folded || '"') as json)
  from respelled s
 where r.agreement_number = s.agreement;
update registration r
   set original_agreement = s.folded,
       content = cast(replace(cast(content as text), '"originalAgreementNumber":"' || s.agreement || '"',
                              '"originalAgreementNumber":"' || s.folded || '"') as json)
  from respelled s
 where r.original_agreement = s.agreement;
update pay_line p
   set agreement_number = s.folded,
       claim_key = upper(claim_key collate "C"),
       content = cast(replace(cast(content as text), '"agreementNumber":"' || s.agreement || '"',
                              '"agreementNumber":"' || s.folded || '"') as json)
  from respelled s
 where p.agreement_number = s.agreement;
-- One control file may name an agreement in two spellings: the second one keeps its own.
update employer_claim e
   set agreement_number = upper(agreement_number collate "C"), claim_key = s.folded
  from respelled_claim s
 where e.claim_key = s.claim_key
   and not exists (select from employer_claim o
                    where o.file_id = e.file_id and o.claim_key <> e.claim_key
                      and upper(o.claim_key collate "C") = s.folded
                      and (o.claim_key = s.folded or o.claim_key collate "C" < e.claim_key collate "C"));
update dirty_key d set key = s.folded
  from respelled_claim s
 where d.kind = 'claim' and d.key = s.claim_key;
insert into dirty_key (kind, key)
select 'claim', k
  from (select claim_key as k from respelled_claim
        union select folded from respelled_claim) keys
 order by k;

-- A certificate's key is its province and its number.
create temporary table respelled_certificate on commit drop as
select record_key, upper(record_key) as folded
  from (select distinct record_key collate "C" as record_key from record where feed = 'C') c
 where record_key ~ '^[A-Za-z]{1,2}/[A-Za-z0-9]([-A-Za-z0-9/._:#]*[A-Za-z0-9])?$'
   and record_key <> upper(record_key)
   and not exists (select from in_two_spellings t where t.feed = 'C' and t.folded = upper(c.record_key));

update certificate c
   set content = cast(replace(replace(cast(c.content as text),
           '"issuingProvince":"' || split_part(s.record_key, '/', 1) || '"',
           '"issuingProvince":"' || split_part(s.folded, '/', 1) || '"'),
           '"number":"' || substring(s.record_key from '/(.*)$') || '"',
           '"number":"' || substring(s.folded from '/(.*)$') || '"') as json)
  from record r, respelled_certificate s
 where r.feed = 'C' and r.record_key = s.record_key and c.file_id = r.file_id and c.line = r.line;
update record r set record_key = s.folded
  from respelled_certificate s
 where r.feed = 'C' and r.record_key = s.record_key;

update pay_line
   set content = cast(replace(cast(content as text), '"workProvince":"' || (content ->> 'workProvince') || '"',
                              '"workProvince":"' || upper((content ->> 'workProvince') collate "C") || '"') as json)
 where cast(content as text) ~ '"workProvince":"(?:[a-z][A-Za-z]?|[A-Z][a-z])"';
