-- A completed apprenticeship of which no certificate has arrived is shown after a limit, and holds nothing.
alter table decision add column certificate_awaited_since timestamptz;
comment on column decision.certificate_awaited_since is
    'Since when the certificate of a completed apprenticeship is missing with what is published; null when none is missing, or when an exception is open about it. The key is decided again when the limit is over.';

update decision d
   set certificate_awaited_since = g.since
  from (select r.account_number, r.client_id, r.canonical ->> 'trade' as trade, min(f.received_at) as since
          from registration r
          join file f on f.id = r.file_id
         where r.canonical ->> 'status' = 'COMPLETED' and r.state in ('PENDING', 'DELIVERED')
           and not exists (select 1 from certificate c
                            where c.account_number = r.account_number and c.canonical ->> 'trade' = r.canonical ->> 'trade')
         group by 1, 2, 3) g
 where d.queue = 'registry.certification' and d.state = 'SENT'
   and d.record_key in (g.account_number || '/' || g.trade, g.client_id || '/' || g.trade);

create index decision_awaiting on decision (certificate_awaited_since) where certificate_awaited_since is not null;
