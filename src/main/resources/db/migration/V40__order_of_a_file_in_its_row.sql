-- The order of a file is stored once, with the file, and no longer with each of its records: the statements that order the
-- versions of a key join their files in any case.

drop view record_status;
alter table record drop column file_order;

create view record_status as
select r.file_id, r.line, r.byte_offset, r.byte_length, r.feed, r.record_key, r.content, r.amount,
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
comment on view record_status is 'Records in the state they are in: their own, or that of their claim''s messages.';
