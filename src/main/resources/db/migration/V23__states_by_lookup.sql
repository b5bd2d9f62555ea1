-- The message in force for a pay line is found through its claim, whatever the planner expects of the tables: a query of a
-- few records never reads the messages of all claims.

create function lines_in_force(claim text, file bigint) returns int4multirange
    language sql stable
as $$
    select (select s.lines from message_source s where s.message_id = m.id and s.file_id = lines_in_force.file)
      from message_status m
     where m.queue = 'taxcredit.verification' and m.record_key = lines_in_force.claim
       and m.sent and m.dead_lettered_at is null
     order by m.version desc
     limit 1
$$;
comment on function lines_in_force is
    'The lines of a file that the last message sent for a claim is based on; null when it is based on none.';

create or replace view record_status as
select r.file_id, r.line, r.byte_offset, r.byte_length, r.feed, r.record_key, r.file_order, r.content, r.amount,
       case when r.state = 'PENDING' and r.in_force then 'DELIVERED' else r.state end as state,
       r.rule, r.held_with,
       case when r.state = 'PENDING' and r.in_force
            then greatest(r.changed_at,
                          (select max(m.sent_at)
                             from pay_line p join message_status m on m.record_key = p.claim_key and m.sent
                            where m.queue = 'taxcredit.verification' and p.file_id = r.file_id and p.line = r.line))
            else r.changed_at end as changed_at,
       r.withheld, r.in_force
  from (select r.*,
               case when r.feed = 'P'
                    then coalesce((select lines_in_force(p.claim_key, p.file_id) @> p.line
                                     from pay_line p where p.file_id = r.file_id and p.line = r.line), false)
                    else false end as in_force
          from record r) r;
