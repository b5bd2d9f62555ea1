-- A message is looked up by its key through its unique constraint, also while statistics are older than the first message
-- of a queue. The index of a queue's order looked as good then, and was read from its beginning for every key.
create function outbox_of(queue text) returns text
    language sql immutable parallel safe
    return queue || '';
comment on function outbox_of is
    'The queue of a message, for statements that read the messages of a queue in their order: they have an index.';

drop index message_queue;
create index message_outbox on message (outbox_of(queue), id);

-- Whether a later message replaces a message is looked up for each: a subquery with a limit is never made a join, which
-- compared each message with all of its queue.
create or replace view claim_in_force as
select m.record_key as claim_key, m.id as message_id, s.file_id, s.lines
  from message_status m join message_source s on s.message_id = m.id
 where m.queue = 'taxcredit.verification' and m.sent and m.dead_lettered_at is null
   and m.version = (select n.version from message_status n
                     where n.queue = m.queue and n.record_key = m.record_key and n.sent and n.dead_lettered_at is null
                     order by n.version desc limit 1);
