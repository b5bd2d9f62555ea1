-- Messages are never changed once they are made. What is sent is a number for each queue; only messages that do not go in
-- their order have a row of their own. Whether a pay line is delivered follows from the messages.

create table queue_cursor (
    queue                text   primary key,
    taken_through        bigint not null default 0,
    sent_through         bigint not null default 0
);
comment on table queue_cursor is 'How far each queue has come, as ids of messages.';
comment on column queue_cursor.taken_through is 'every message up to this one has been taken into a batch, or is delayed';
comment on column queue_cursor.sent_through is 'every message up to this one is sent, except those delayed';

create table send_batch (
    queue        text        not null,
    last_id      bigint      not null,
    messages     integer     not null,
    epoch        bigint      not null,
    attempted_at timestamptz not null,
    sent_at      timestamptz,
    sent_in      xid8,
    primary key (queue, last_id)
);
comment on table send_batch is
    'The batches of first attempts: the messages after the batch before, up to the last one, except those delayed.';
comment on column send_batch.sent_at is 'when the broker had committed it; null while its outcome is unknown';
comment on column send_batch.sent_in is 'the transaction that noted it, so that a response tells what it reported before';

create table delayed_message (
    id              bigint  primary key references message (id),
    queue           text    not null,
    group_id        text    not null,
    attempts        integer not null,
    next_attempt_at timestamptz,
    parked          boolean not null default false,
    sent_at         timestamptz,
    sent_in         xid8
);
comment on table delayed_message is
    'Messages that do not go in their order: attempted and not known to be sent, parked, or behind such a message of their group.';
create index delayed_message_unsent on delayed_message (queue, group_id, id) where sent_at is null;

create table dead_letter (
    id    bigint      primary key references message (id),
    since timestamptz not null
);
comment on table dead_letter is 'Messages that the broker moved to its dead letters and no consumer has acknowledged since.';

create table acknowledgement (
    id            bigint      primary key references message (id),
    queue         text        not null,
    status        text        not null check (status in ('POSTED', 'REFUSED')),
    received_at   timestamptz not null,
    received_from text        not null,
    reason        text
);
create table acknowledgement_cursor (
    queue   text   primary key,
    through bigint not null
);
comment on table acknowledgement_cursor is
    'For each queue, up to which message all are acknowledged: where the search for others begins.';
comment on table acknowledgement is 'What a consumer said of a message; a refusal may follow a posting.';

-- The state of the present version is carried over. Batches are runs of messages of a queue that were marked together.
insert into delayed_message (id, queue, group_id, attempts, next_attempt_at, parked, sent_at, sent_in)
select id, queue, group_id, attempts, next_attempt_at, parked, sent_at,
       case when sent_at is not null then pg_current_xact_id() end
  from (select m.*, max(id) filter (where sent_at is not null) over (partition by queue) as last_sent from message m) m
 where parked or attempts > 1 or sent_at is null and (attempts > 0 or id < last_sent);

insert into send_batch (queue, last_id, messages, epoch, attempted_at, sent_at, sent_in)
select queue, max(id), count(*), 0, sent_at, sent_at, pg_current_xact_id()
  from (select m.id, m.queue, m.sent_at,
               row_number() over (partition by m.queue order by m.id)
               - row_number() over (partition by m.queue, m.sent_at order by m.id) as run
          from message m
         where m.sent_at is not null and not exists (select from delayed_message d where d.id = m.id)) sent
 group by queue, sent_at, run;

insert into queue_cursor (queue, taken_through, sent_through)
select queue, max(id), max(id)
  from (select queue, id from message where sent_at is not null
        union all select queue, id from delayed_message) done
 group by queue;

insert into dead_letter (id, since) select id, dead_lettered_at from message where dead_lettered_at is not null;

insert into acknowledgement (id, queue, status, received_at, received_from, reason)
select id, queue, acknowledgement, acknowledged_at, coalesce(acknowledged_by, ''), acknowledgement_reason
  from message where acknowledgement is not null;

drop index message_outbox;
drop index message_troubled;
drop index message_unacknowledged;
drop index message_dead;
alter table message
    drop column attempts, drop column next_attempt_at, drop column parked, drop column sent_at,
    drop column acknowledged_at, drop column acknowledgement, drop column acknowledged_by,
    drop column acknowledgement_reason, drop column dead_lettered_at;
create index message_queue on message (queue, id);
comment on table message is 'Every message ever made. Rows are never changed.';

-- Which records a message is based on: one row for each file, with the lines as ranges.
create table source_ranges as
select message_id, file_id, range_agg(int4range(line, line + 1)) as lines
  from message_source group by message_id, file_id;
drop table message_source;
alter table source_ranges rename to message_source;
alter table message_source
    alter column message_id set not null, alter column file_id set not null, alter column lines set not null,
    add primary key (message_id, file_id);
create index message_source_file on message_source (file_id);
comment on table message_source is 'Which records a message is based on, for each file.';

create view message_status as
select m.*,
       case when d.id is null then m.id <= coalesce(c.sent_through, 0) else d.sent_at is not null end as sent,
       case when d.id is not null then d.sent_at
            when m.id <= c.sent_through
            then (select b.sent_at from send_batch b
                   where b.queue = m.queue and b.last_id >= m.id order by b.last_id limit 1) end as sent_at,
       case when d.id is not null then d.sent_in
            when m.id <= c.sent_through
            then (select b.sent_in from send_batch b
                   where b.queue = m.queue and b.last_id >= m.id order by b.last_id limit 1) end as sent_in,
       coalesce(d.attempts, case when m.id <= c.taken_through then 1 else 0 end) as attempts,
       d.next_attempt_at, coalesce(d.parked, false) as parked, l.since as dead_lettered_at,
       a.status as acknowledgement, a.received_at as acknowledged_at, a.received_from as acknowledged_by,
       a.reason as acknowledgement_reason
  from message m
  left join queue_cursor c on c.queue = m.queue
  left join delayed_message d on d.id = m.id
  left join dead_letter l on l.id = m.id
  left join acknowledgement a on a.id = m.id;
comment on view message_status is 'Messages with what became of them.';

create view message_record as
select s.message_id, s.file_id, line
  from message_source s, unnest(s.lines) as part, generate_series(lower(part), upper(part) - 1) as line;
comment on view message_record is 'The records a message is based on, one by one.';

create view claim_in_force as
select m.record_key as claim_key, m.id as message_id, s.file_id, s.lines
  from message_status m join message_source s on s.message_id = m.id
 where m.queue = 'taxcredit.verification' and m.sent and m.dead_lettered_at is null
   and not exists (select from message_status n
                    where n.queue = m.queue and n.record_key = m.record_key and n.version > m.version
                      and n.sent and n.dead_lettered_at is null);
comment on view claim_in_force is
    'The pay lines that the last message sent for their claim is based on: those that are delivered, unless a state of their own says otherwise.';

-- A pay line is delivered when the message in force for its claim is based on it; nothing is written to it then.
update record set state = 'PENDING' where feed = 'P' and state = 'DELIVERED';
alter table record add constraint pay_lines_are_delivered_by_messages check (feed <> 'P' or state <> 'DELIVERED');

create view record_status as
select r.file_id, r.line, r.byte_offset, r.byte_length, r.feed, r.record_key, r.file_order, r.content, r.amount,
       case when r.state = 'PENDING' and s.message_id is not null then 'DELIVERED' else r.state end as state,
       r.rule, r.held_with,
       case when r.state = 'PENDING' and s.message_id is not null
            then greatest(r.changed_at, (select m.sent_at from message_status m where m.id = s.message_id))
            else r.changed_at end as changed_at,
       r.withheld, s.message_id is not null as in_force
  from record r
  left join pay_line p on p.file_id = r.file_id and p.line = r.line
  left join claim_in_force s on s.file_id = p.file_id and s.claim_key = p.claim_key and s.lines @> p.line;
comment on view record_status is 'Records in the state they are in: their own, or that of their claim''s messages.';
