-- Names that carried two meanings: rules have results and senders get responses, apprentices are registered and files
-- are landed, and an upload that is not complete is pending.

alter table answer rename to sender_response;
alter table sender_response rename constraint answer_pkey to sender_response_pkey;
alter table sender_response rename constraint answer_file_id_fkey to sender_response_file_id_fkey;
alter index answer_due rename to sender_response_due;
comment on table sender_response is 'The responses to write into the senders'' out/ folders, one row a file.';
comment on column sender_response.due_since is 'when the response that is due, or the last one, became due';
comment on column sender_response.written_at is 'null while a response is due';
comment on column sender_response.revision is 'responses written so far';
comment on column sender_response.attempts is 'failed attempts since the last response was written';
comment on column sender_response.next_attempt_at is 'not taken before this time: a hub is writing it, or the last attempt failed';
comment on column sender_response.receipt_saw is 'the transactions whose changes the receipt reports';

alter table waiting_upload rename to pending_upload;
alter table pending_upload rename constraint waiting_upload_pkey to pending_upload_pkey;
alter table pending_upload rename constraint waiting_upload_kind_check to pending_upload_kind_check;
comment on table pending_upload is
    'Uploads in a drop folder that cannot be landed yet: a CSV without its control file, a temporary name.';

alter table file rename column registered_at to landed_at;
comment on column file.landed_at is 'when the row was written, by the database''s clock; received_at is by the hub''s clock';

alter table alarm rename column opening_told_at to opening_notified_at;
alter table alarm rename column closing_told_at to closing_notified_at;
alter index alarm_untold rename to alarm_not_notified;
comment on column alarm.opening_notified_at is 'when the alarm address accepted the notice that it opened';
comment on column alarm.closing_notified_at is 'when the alarm address accepted the notice that it closed';

-- The files that took effect: their records count, as current or as former ones. A closed file has nothing held or
-- pending. A migration that adds a column to file creates this view again.
create view effective_file as
    select * from file where state in ('APPLIED', 'CLOSED');
comment on view effective_file is 'Files that took effect: applied, or closed since.';
