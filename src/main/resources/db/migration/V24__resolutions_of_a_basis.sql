-- A resolution is one for all exceptions on its basis, such as claims that share a maximum: all of them wait with it.
create or replace view exception_status as
select e.*, w.id as awaiting,
       case when e.closed_at is not null then 'CLOSED' when w.id is not null then 'AWAITING_APPROVAL' else 'OPEN' end as state
  from exception_case e
  left join resolution w on w.basis = e.basis and w.undone_at is null and w.needs_approval and w.approver is null;

create index exception_basis on exception_case (basis);
create index resolution_basis on resolution (basis);
