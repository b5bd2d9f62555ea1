-- The messages of a file are found through their sources, one by one, whatever the planner expects of the tables: before it
-- had seen the first messages of claims, it compared all of them with the sources of each file. A message is looked up by
-- its id alone: a condition on its queue made the planner read all messages of the queue.

create view message_in_force as
select m.id, m.queue, m.record_key,
       m.sent and m.dead_lettered_at is null
       and m.version = (select n.version from message_status n
                         where n.queue = m.queue and n.record_key = m.record_key
                           and n.sent and n.dead_lettered_at is null
                         order by n.version desc limit 1) as in_force
  from message_status m;
comment on view message_in_force is 'Messages, and whether each is the last one sent for its key.';

create or replace view claim_in_force as
select m.record_key as claim_key, m.id as message_id, s.file_id, s.lines
  from message_in_force m join message_source s on s.message_id = m.id
 where m.queue = 'taxcredit.verification' and m.in_force;

create function lines_in_force(file bigint) returns int4multirange
    language sql stable
as $$
    select coalesce(range_agg(s.lines), '{}')
      from message_source s
     where s.file_id = lines_in_force.file
       and (select m.in_force and m.queue = 'taxcredit.verification' from message_in_force m where m.id = s.message_id)
$$;
comment on function lines_in_force(bigint) is
    'The pay lines of a file that the last messages sent for their claims are based on; an empty set without any.';

create or replace function states_of_file(file bigint)
    returns table (file_id bigint, line integer, feed char(1), record_key text, amount numeric, state text, rule text,
                   held_with text)
    language sql stable
as $$
    with in_force as materialized (select lines_in_force(states_of_file.file) as lines)
    select r.file_id, r.line, r.feed, r.record_key, r.amount,
           case when r.feed = 'P' and r.state = 'PENDING' and (select f.lines from in_force f) @> r.line
                then 'DELIVERED' else r.state end,
           r.rule, r.held_with
      from record r where r.file_id = states_of_file.file
$$;
