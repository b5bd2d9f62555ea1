-- What releases a message of the tax credit needs a second person, also when an undoing releases it: the resolution stays
-- in force until that person approves.
alter table resolution add column undo_asked_by text;
alter table resolution add column undo_asked_at timestamptz;
alter table resolution add column undo_asked_reason text;
alter table resolution add column undo_approver text;
alter table resolution add constraint resolution_undo_asked check (
    (undo_asked_by is null) = (undo_asked_at is null) and (undo_asked_by is null) = (undo_asked_reason is null));
alter table resolution add constraint resolution_undone_by_two_persons check (
    undo_approver <> undone_by and (undo_approver is null or undone_at is not null));
comment on column resolution.undo_asked_by is 'the user whose undoing waits, or waited, for a second person';
comment on column resolution.undo_asked_reason is 'may quote personal data; masked where it is shown';
comment on column resolution.undo_approver is 'who approved the undoing, null when it needed no second person';

-- An exception whose resolution is to be undone waits too, although it is closed.
create or replace view exception_status as
select e.*, w.id as awaiting,
       case when w.undo_asked_by is not null and (e.closed_by = 'RESOLUTION' or e.id = w.exception_id)
            then 'AWAITING_APPROVAL'
            when e.closed_at is not null then 'CLOSED' when w.id is not null then 'AWAITING_APPROVAL' else 'OPEN' end as state
  from exception_case e
  left join resolution w on w.basis = e.basis and w.undone_at is null
                        and (w.needs_approval and w.approver is null or w.undo_asked_by is not null);
