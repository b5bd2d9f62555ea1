-- What a schedule, a health check or the overview asks for must not be counted anew from all that is stored. The database
-- keeps the sums itself, in the transaction that changes the rows: no writer can forget them.

create table ledger_total (
    of     text           not null,
    name   text           not null,
    part   text           not null,
    number bigint         not null,
    amount numeric(24, 2) not null default 0
);
comment on table ledger_total is
    'Sums over the ledger, as differences, so that writers do not wait for each other; they are folded from time to time. '
    'RECEIVED: records of files that took effect, by feed. FILES: data files by feed and verdict (TAKEN, REFUSED, and of those '
    'taken, REJECTS). RECORDS: by feed and state. FINDINGS: by rule and outcome. MESSAGES: by queue (SENT, POSTED, REFUSED). '
    'Dry runs are not counted.';

create table file_with_state (
    file_id     bigint      not null,
    state       text        not null check (state in ('HELD', 'PENDING', 'REJECTED')),
    feed        text        not null,
    received_at timestamptz not null,
    primary key (file_id, state)
);
create index file_with_state_oldest on file_with_state (state, feed, received_at);
comment on table file_with_state is
    'Files that took effect and have records in the state, by their balance. Kept by the database.';

create table balance_changed (
    file_id bigint not null
);
comment on table balance_changed is
    'Files whose balance changed since it was last looked at. Append only; the closing of files removes what it took.';

create function add_to_balance(files bigint[], states text[], numbers bigint[], amounts numeric[]) returns void
    language plpgsql
as $$
begin
    insert into balance_changed (file_id) select distinct unnest(files);
    insert into ledger_total (of, name, part, number, amount)
    select 'RECORDS', f.feed, w.state, sum(w.number), sum(w.amount)
      from unnest(files, states, numbers, amounts) w (file_id, state, number, amount)
      join file f on f.id = w.file_id
     where not f.dry_run
     group by f.feed, w.state
    having sum(w.number) <> 0 or sum(w.amount) <> 0;
    with now as (
        select w.file_id, w.state, f.feed, f.received_at,
               (select coalesce(sum(d.records), 0) from balance_delta d
                 where d.file_id = w.file_id and d.state = w.state) as number
          from (select distinct file_id, state from unnest(files, states) u (file_id, state)
                 where state in ('HELD', 'PENDING', 'REJECTED')) w
          join file f on f.id = w.file_id
         where not f.dry_run),
    gone as (
        delete from file_with_state s using now n
         where s.file_id = n.file_id and s.state = n.state and n.number <= 0
        returning s.state, s.feed),
    come as (
        insert into file_with_state (file_id, state, feed, received_at)
        select file_id, state, feed, received_at from now where number > 0
        on conflict do nothing
        returning state, feed)
    insert into ledger_total (of, name, part, number)
    select 'FILES', feed, 'REJECTS', sum(number)
      from (select feed, -1 as number from gone where state = 'REJECTED'
            union all
            select feed, 1 from come where state = 'REJECTED') changed
     group by feed having sum(number) <> 0;
end
$$;

create function balance_delta_changed() returns trigger language plpgsql as $$
declare
    files bigint[];
    states text[];
    numbers bigint[];
    amounts numeric[];
begin
    if tg_op = 'INSERT' then
        select array_agg(file_id), array_agg(state), array_agg(records), array_agg(amount)
          into files, states, numbers, amounts from added;
    elsif tg_op = 'DELETE' then
        select array_agg(file_id), array_agg(state), array_agg(-records), array_agg(-amount)
          into files, states, numbers, amounts from removed;
    else
        select array_agg(file_id), array_agg(state), array_agg(records), array_agg(amount)
          into files, states, numbers, amounts
          from (select file_id, state, records, amount from added
                union all
                select file_id, state, -records, -amount from removed) changed;
    end if;
    if files is not null then
        perform add_to_balance(files, states, numbers, amounts);
    end if;
    return null;
end
$$;
create trigger balance_delta_added after insert on balance_delta
    referencing new table as added for each statement execute function balance_delta_changed();
create trigger balance_delta_removed after delete on balance_delta
    referencing old table as removed for each statement execute function balance_delta_changed();
create trigger balance_delta_updated after update on balance_delta
    referencing old table as removed new table as added for each statement execute function balance_delta_changed();

-- What a file adds to the totals: nothing until it took effect or was refused.
create function add_to_files(f file, sign integer) returns void language plpgsql as $$
begin
    insert into ledger_total (of, name, part, number, amount)
    select 'RECEIVED', f.feed, '', sign * coalesce(f.records, 0), sign * coalesce(f.amount, 0)
     where f.state in ('APPLIED', 'CLOSED') and (f.records <> 0 or f.amount <> 0)
    union all
    select 'FILES', f.feed, case f.state when 'REFUSED' then 'REFUSED' else 'TAKEN' end, sign, 0
     where f.state in ('APPLIED', 'CLOSED', 'REFUSED') and f.role = 'data' and not f.dry_run;
end
$$;

create function file_changed() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        perform add_to_files(old, -1);
    end if;
    if tg_op <> 'DELETE' then
        perform add_to_files(new, 1);
        if new.state in ('APPLIED', 'CLOSED') then
            insert into balance_changed (file_id) values (new.id);
        end if;
    end if;
    return null;
end
$$;
create trigger file_added after insert on file for each row
    when (new.state in ('APPLIED', 'CLOSED', 'REFUSED')) execute function file_changed();
create trigger file_removed after delete on file for each row
    when (old.state in ('APPLIED', 'CLOSED', 'REFUSED')) execute function file_changed();
create trigger file_updated after update on file for each row
    when ((old.state in ('APPLIED', 'CLOSED'), old.state = 'REFUSED', old.records, old.amount)
              is distinct from (new.state in ('APPLIED', 'CLOSED'), new.state = 'REFUSED', new.records, new.amount)
          and (old.state in ('APPLIED', 'CLOSED', 'REFUSED') or new.state in ('APPLIED', 'CLOSED', 'REFUSED')))
    execute function file_changed();

create function finding_changed() returns trigger language plpgsql as $$
begin
    if tg_op <> 'DELETE' then
        insert into ledger_total (of, name, part, number)
        select 'FINDINGS', g.rule, g.outcome, count(*)
          from added g join file f on f.id = g.file_id where not f.dry_run group by g.rule, g.outcome;
    end if;
    if tg_op <> 'INSERT' then
        insert into ledger_total (of, name, part, number)
        select 'FINDINGS', g.rule, g.outcome, -count(*)
          from removed g join file f on f.id = g.file_id where not f.dry_run group by g.rule, g.outcome;
    end if;
    return null;
end
$$;
create trigger finding_added after insert on finding
    referencing new table as added for each statement execute function finding_changed();
create trigger finding_removed after delete on finding
    referencing old table as removed for each statement execute function finding_changed();
create trigger finding_updated after update on finding
    referencing old table as removed new table as added for each statement execute function finding_changed();

create function acknowledgement_changed() returns trigger language plpgsql as $$
begin
    if tg_op <> 'DELETE' then
        insert into ledger_total (of, name, part, number)
        select 'MESSAGES', queue, status, count(*) from added group by queue, status;
    end if;
    if tg_op <> 'INSERT' then
        insert into ledger_total (of, name, part, number)
        select 'MESSAGES', queue, status, -count(*) from removed group by queue, status;
    end if;
    return null;
end
$$;
create trigger acknowledgement_added after insert on acknowledgement
    referencing new table as added for each statement execute function acknowledgement_changed();
create trigger acknowledgement_removed after delete on acknowledgement
    referencing old table as removed for each statement execute function acknowledgement_changed();
create trigger acknowledgement_updated after update on acknowledgement
    referencing old table as removed new table as added for each statement execute function acknowledgement_changed();

create function add_to_sent(to_queue text, messages bigint) returns void language plpgsql as $$
begin
    insert into ledger_total (of, name, part, number) values ('MESSAGES', to_queue, 'SENT', messages);
end
$$;
create function send_batch_changed() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and old.sent_at is not null then
        perform add_to_sent(old.queue, -old.messages);
    end if;
    if tg_op <> 'DELETE' and new.sent_at is not null then
        perform add_to_sent(new.queue, new.messages);
    end if;
    return null;
end
$$;
create trigger send_batch_added after insert on send_batch for each row
    when (new.sent_at is not null) execute function send_batch_changed();
create trigger send_batch_removed after delete on send_batch for each row
    when (old.sent_at is not null) execute function send_batch_changed();
create trigger send_batch_updated after update on send_batch for each row
    when ((old.sent_at is null, old.queue, old.messages) is distinct from (new.sent_at is null, new.queue, new.messages))
    execute function send_batch_changed();

create function delayed_message_changed() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and old.sent_at is not null then
        perform add_to_sent(old.queue, -1);
    end if;
    if tg_op <> 'DELETE' and new.sent_at is not null then
        perform add_to_sent(new.queue, 1);
    end if;
    return null;
end
$$;
create trigger delayed_message_added after insert on delayed_message for each row
    when (new.sent_at is not null) execute function delayed_message_changed();
create trigger delayed_message_removed after delete on delayed_message for each row
    when (old.sent_at is not null) execute function delayed_message_changed();
create trigger delayed_message_updated after update on delayed_message for each row
    when ((old.sent_at is null, old.queue) is distinct from (new.sent_at is null, new.queue))
    execute function delayed_message_changed();

-- What is stored already.
insert into file_with_state (file_id, state, feed, received_at)
select f.id, d.state, f.feed, f.received_at
  from (select file_id, state from balance_delta where state in ('HELD', 'PENDING', 'REJECTED')
         group by file_id, state having sum(records) > 0) d
  join file f on f.id = d.file_id and not f.dry_run;
insert into ledger_total (of, name, part, number, amount)
select 'RECEIVED', feed, '', coalesce(sum(records), 0), coalesce(sum(amount), 0)
  from file where state in ('APPLIED', 'CLOSED') group by feed
union all
select 'FILES', feed, case state when 'REFUSED' then 'REFUSED' else 'TAKEN' end, count(*), 0
  from file where state in ('APPLIED', 'CLOSED', 'REFUSED') and role = 'data' and not dry_run group by 2, 3
union all
select 'FILES', feed, 'REJECTS', count(*), 0 from file_with_state where state = 'REJECTED' group by feed
union all
select 'RECORDS', f.feed, d.state, sum(d.records), sum(d.amount)
  from balance_delta d join file f on f.id = d.file_id where not f.dry_run group by f.feed, d.state
union all
select 'FINDINGS', g.rule, g.outcome, count(*), 0
  from finding g join file f on f.id = g.file_id where not f.dry_run group by g.rule, g.outcome
union all
select 'MESSAGES', queue, status, count(*), 0 from acknowledgement group by queue, status
union all
select 'MESSAGES', queue, 'SENT', sum(messages), 0 from send_batch where sent_at is not null group by queue
union all
select 'MESSAGES', queue, 'SENT', count(*), 0 from delayed_message where sent_at is not null group by queue;
insert into balance_changed (file_id) select id from file where state in ('APPLIED', 'CLOSED') order by id;

-- Files whose balance did not hold when it was last looked at, and with them those of which it changed since.
create view balance_off as
    select cast(substr(subject, 6) as bigint) as file_id from alarm
     where code = 'BALANCE' and closed_at is null and subject ~ '^file:[0-9]{1,18}$';
create view balance_suspect as
    select file_id from balance_changed
    union
    select file_id from balance_off;

-- Which files have come of a feed and a day, and which came first, without reading all of them.
create index file_day on file (feed, file_date) where role = 'data' and state in ('APPLIED', 'CLOSED');
create index file_received on file (received_at) where state in ('APPLIED', 'CLOSED');
create index file_parked on file (id) where state = 'PARKED';
