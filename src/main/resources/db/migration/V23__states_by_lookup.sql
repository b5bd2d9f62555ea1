-- OFFSET 0 keeps the planner from reading the messages in force of all claims to answer for a few records.

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
                    then exists (select from pay_line p
                                   join claim_in_force s on s.claim_key = p.claim_key and s.file_id = p.file_id
                                  where p.file_id = r.file_id and p.line = r.line and s.lines @> p.line
                                 offset 0)
                    else false end as in_force
          from record r) r;
