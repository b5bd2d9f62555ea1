-- Resubmissions have a name of their own beside the ordinary sequence, a sequence may restart each January, and an
-- operator may declare sequence numbers as never used.

drop view effective_file;

alter table file add column sequence_year smallint not null default 0;
comment on column file.sequence_year is
    'the year of the date in the name when the sender''s sequence restarts each January, else 0';
alter table file add column resubmission smallint not null default 0 check (resubmission between 0 and 999);
comment on column file.resubmission is 'the number after _R in the name of a resubmission, 0 for an ordinary file';
alter table file add column file_order bigint
    generated always as (sequence_year * 1000000000::bigint + sequence * 1000::bigint + resubmission) stored;
comment on column file.file_order is
    'newer is the higher order: a resubmission comes after its original and before the next sequence';

drop index file_sequence;
create unique index file_sequence on file (sender, feed, employer_bn9, sequence_year, sequence, resubmission)
    where role = 'data' and state <> 'REFUSED' and not dry_run;

-- A dry run is checked whatever its name is: then its row has no sequence.
alter table file drop constraint file_check3;
alter table file add constraint file_is_identified check (state = 'REFUSED' or archive_sha256 is not null
    and file_date is not null and (sequence is not null or dry_run));

create view effective_file as
    select * from file where state in ('APPLIED', 'CLOSED');
comment on view effective_file is 'Files that took effect: applied, or closed since.';

-- Records and control files are ordered by the order of their file. The former column had its sequence.
drop index record_key;
alter table record rename column sequence to file_order;
alter table record alter column file_order type bigint using file_order * 1000::bigint;
comment on column record.file_order is 'of its file; newer is the higher (file_order, line)';
create index record_key on record (feed, record_key, file_order desc, line desc) where record_key is not null;

alter table employer_year rename column sequence to file_order;
alter table employer_year alter column file_order type bigint using file_order * 1000::bigint;
drop index employer_claim_key;
alter table employer_claim rename column sequence to file_order;
alter table employer_claim alter column file_order type bigint using file_order * 1000::bigint;
create index employer_claim_key on employer_claim (claim_key, file_order desc);

-- Each rejection pack is given out under the name of one resubmission, so that the name tells which pack it corrects.
-- Packs given out before had the name of an ordinary file.
alter table rejection_pack add column resubmission smallint not null default 1
    check (resubmission between 1 and 999);
alter table rejection_pack alter column resubmission drop default;
comment on column rejection_pack.resubmission is 'the number after _R of the name under which its records are sent again';
alter table rejection_pack add column written_at timestamptz default now();
alter table rejection_pack alter column written_at drop default;
comment on column rejection_pack.written_at is 'when the pack was in the out/ folder, null before';
alter table rejection_pack drop column sequence;
alter table rejection_pack drop constraint rejection_pack_pkey;
alter table rejection_pack add primary key (file_id, resubmission);

-- Which record corrects which rejected one, and by what the two were linked. The rejected record closes when the
-- correction is not rejected itself.
alter table correction drop constraint correction_pkey;
alter table correction add primary key (file_id, line, rejected_file, rejected_line);
create index correction_rejected on correction (rejected_file, rejected_line);
alter table correction add column basis text not null default 'PLACE' check (basis in ('KEY', 'PLACE'));
alter table correction alter column basis drop default;
comment on column correction.basis is 'the key of both records, or the place in the rejection pack where no key could be read';
alter table correction add column words_in_common smallint check (words_in_common between 0 and 100);
comment on column correction.words_in_common is
    'percent of the words of both records that are in both: evidence for an operator, never a reason; null by key';
alter table correction add column undone_at timestamptz;
alter table correction add column undone_by text;
alter table correction add column undone_reason text;
comment on column correction.undone_at is 'when an operator undid it, so that the rejected record is open again; null until then';

-- Sequence numbers that an operator declared as never used by the sender: they are no gap.
create table unused_sequence (
    id            bigint      generated always as identity primary key,
    sender        text        not null,
    feed          text        not null check (feed in ('registrations', 'certificates', 'payroll')),
    employer_bn9  text        not null default '',      -- payroll only
    sequence_year smallint    not null default 0,       -- as in the table file
    first         integer     not null check (first >= 0),
    last          integer     not null check (last <= 999999),
    reason        text        not null,
    declared_by   text        not null,
    declared_at   timestamptz not null,
    check (first <= last)
);
create index unused_sequence_stream on unused_sequence (sender, feed, employer_bn9, sequence_year);
