-- What a consumer refused is held with its key, so that later data of the key settle it, and a resolution on the message.

create temporary table refused on commit drop as
select distinct on (m.queue, m.record_key) m.id, m.queue, m.record_key, m.message_id
  from acknowledgement a join message m on m.id = a.id
 where a.status = 'REFUSED' and m.kind <> 'WITHDRAW'
 order by m.queue, m.record_key, m.version desc;

update record r
   set held_with = f.record_key, withheld = false
  from refused f join message_record s on s.message_id = f.id
 where s.file_id = r.file_id and s.line = r.line and r.state = 'HELD' and r.rule = 'CONSUMER_REFUSED'
   and r.held_with is null;

update finding d
   set decided_key = r.held_with
  from record r
 where d.rule = 'CONSUMER_REFUSED' and d.decided_key is null and r.file_id = d.file_id and r.line = d.line
   and r.state = 'HELD' and r.rule = 'CONSUMER_REFUSED';

update exception_case e
   set basis = encode(sha256(convert_to(concat_ws(chr(31), 'CONSUMER_REFUSED', '', f.message_id), 'UTF8')), 'hex')
  from refused f
 where e.type = 'CONSUMER_REFUSED' and e.closed_at is null and e.subject = f.record_key;

-- Few messages are refused, and each decision asks for them.
create index acknowledgement_refused on acknowledgement (queue, id) where status = 'REFUSED';
