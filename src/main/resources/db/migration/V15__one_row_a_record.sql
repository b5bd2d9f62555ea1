-- One row a record: registrations, certificates and pay lines are records with further columns, and inherit those of the
-- table record. A statement that names record reads or writes all of them; one that names the table of a feed, or a
-- constant feed, only those of the feed. A record that mapping could not read is a row of record alone.

-- What each receipt saw stays known: a row tells it by the transaction that wrote it. The rows that a receipt saw are
-- written in one subtransaction, those changed after it in a later one.
create temporary table carried on commit drop as
select r.*,
       coalesce(not pg_visible_in_snapshot(
           (r.xmin::text::bigint
            + (((pg_snapshot_xmax(pg_current_snapshot())::text::bigint >> 32)
                - case when r.xmin::text::bigint > (pg_snapshot_xmax(pg_current_snapshot())::text::bigint & 4294967295)
                       then 1 else 0 end) << 32))::text::xid8, a.receipt_saw), false) as changed
  from record r left join sender_response a on a.file_id = r.file_id;

create temporary table carried_line on commit drop as
select p.file_id, p.line, p.claim_key,
       dense_rank() over (partition by p.file_id order by c.account, c.family, c.given, c.born, c.sin) as employee,
       c.*, e.business_number, e.year_start, e.year_end
  from pay_line p
 cross join lateral (
       select j."lineId" as line_id, j.employer, j."agreementNumber" as agreement, j."accountNumber" as account, j.sin,
              j."familyName" as family, j."givenNames" as given, j."birthDate" as born, j.trade,
              j."employmentStart" as employment_start, j."employmentEnd" as employment_end,
              cast(j."payPeriod" ->> 'start' as date) as period_start,
              cast(j."payPeriod" ->> 'end' as date) as period_end,
              cast(j."taxationYear" ->> 'start' as date) as own_year_start,
              cast(j."taxationYear" ->> 'end' as date) as own_year_end,
              j."payDate" as pay_date, j."regularHours" as regular_hours, j."overtimeHours" as overtime_hours,
              j."hourlyRate" as hourly_rate, j."grossWages" as gross_wages, j."taxableBenefits" as taxable_benefits,
              j."agencyFees" as agency_fees, j."employeeTotalWages" as employee_total_wages,
              j."assistanceAmount" as assistance_amount, j."assistanceKind" as assistance_kind,
              j."coopCreditClaimed" as coop_credit_claimed, j."journeypersonRate" as journeyperson_rate,
              j."apprenticePeriod" as apprentice_period, j."workProvince" as work_province
         from json_to_record(p.content) as j (
              employer text, "taxationYear" json, "lineId" text, "agreementNumber" text, "accountNumber" text, sin text,
              "familyName" text, "givenNames" text, "birthDate" date, trade text, "employmentStart" date,
              "employmentEnd" date, "payPeriod" json, "payDate" date, "regularHours" numeric, "overtimeHours" numeric,
              "hourlyRate" numeric, "grossWages" numeric, "taxableBenefits" numeric, "agencyFees" numeric,
              "employeeTotalWages" numeric, "assistanceAmount" numeric, "assistanceKind" text,
              "coopCreditClaimed" boolean, "journeypersonRate" numeric, "apprenticePeriod" integer,
              "workProvince" text)) c
  left join employer_year e on e.file_id = p.file_id;
create temporary table carried_registration on commit drop as select * from registration;
create temporary table carried_certificate on commit drop as select * from certificate;
analyze carried;
analyze carried_line;
analyze carried_registration;
analyze carried_certificate;

drop table record, registration, certificate, pay_line;


create table record (
    file_id     bigint         not null,
    byte_offset bigint         not null,
    file_order  bigint         not null,                -- of its file; newer is the higher (file_order, line)
    changed_at  timestamptz    not null,                -- when it came into its state
    line        integer        not null,
    byte_length integer        not null,
    withheld    boolean        not null default false,
    feed        char(1)        not null check (feed in ('R', 'C', 'P')),
    state       text           not null check (state in
                    ('PENDING', 'DELIVERED', 'REJECTED', 'DUPLICATE', 'SUPERSEDED', 'HELD', 'OUT_OF_SCOPE')),
    record_key  text,                                   -- null when it could not be read
    content     bytea,                                  -- digest of the canonical content; null when rejected by mapping
    amount      numeric(20, 2),                         -- gross wages or hours; null when it could not be read
    rule        text,                                   -- the rule or code that decided the state, null when none
    held_with   text,                                   -- the key whose decision holds it; null when held by itself
    primary key (file_id, line)
);
comment on table record is 'Every record of every staged file and its one state, over the tables of the feeds.';
comment on column record.withheld is
    'rejected, held or repeated within its own file: it takes no part in the order of its key, and never becomes current';
create index record_key on record (feed, record_key) where record_key is not null;

create table registration (
    agreement_number   text not null,
    client_id          text not null,
    account_number     text,
    sin_hash           text,
    trade              text not null,
    original_agreement text,
    canonical          json not null,
    primary key (file_id, line),
    check (feed = 'R')
) inherits (record) with (fillfactor = 80);
comment on table registration is 'Registrations that mapping could read.';
comment on column registration.canonical is 'the registration, without null members';

create table certificate (
    account_number text not null,                       -- the college's member number
    trade          text not null,
    canonical      json not null,
    primary key (file_id, line),
    check (feed = 'C')
) inherits (record) with (fillfactor = 80);
comment on table certificate is 'Certificates that mapping could read.';
comment on column certificate.canonical is 'the certificate, without null members';

create table pay_line (
    employee             integer not null,
    employment_start     date    not null,
    employment_end       date,
    period_start         date    not null,
    period_end           date    not null,
    pay_date             date    not null,
    apprentice_period    integer,
    coop_credit_claimed  boolean,
    claim_key            text    not null,
    trade                text    not null,
    regular_hours        numeric,
    overtime_hours       numeric,
    hourly_rate          numeric,
    gross_wages          numeric,
    taxable_benefits     numeric,
    agency_fees          numeric,
    employee_total_wages numeric,
    assistance_amount    numeric,
    assistance_kind      text,
    journeyperson_rate   numeric,
    work_province        text,
    primary key (file_id, line),
    check (feed = 'P')
) inherits (record);
comment on table pay_line is
    'Pay lines that mapping could read. Employer and taxation year are in employer_year; the line id follows the employer in record_key.';
comment on column pay_line.employee is 'the number in the table employee';
comment on column pay_line.claim_key is 'BN15/agreement/taxation year end';
comment on column pay_line.gross_wages is 'null when they are the amount of the record, as nearly always';
comment on column pay_line.taxable_benefits is 'null when none';
comment on column pay_line.agency_fees is 'null when none';
comment on column pay_line.employee_total_wages is 'null when equal to the gross wages';
comment on column pay_line.assistance_amount is 'null when none';

create table employee (
    file_id        bigint  not null,
    number         integer not null,
    birth_date     date,
    family_name    text    not null,
    given_names    text    not null,
    account_number text,
    sin            text,
    primary key (file_id, number)
);
comment on table employee is
    'The apprentices of a payroll file as it names them. One person seldom has several rows in a file.';
comment on column employee.sin is 'the social insurance number, sealed';

insert into employee (file_id, number, birth_date, family_name, given_names, account_number, sin)
select distinct on (file_id, employee) file_id, employee, born, family, given, account, sin
  from carried_line order by file_id, employee;

do $$
declare
    part boolean;
    second bigint;
    after_first bigint;
    epoch bigint := pg_current_xact_id()::text::bigint >> 32 << 32;
    rows_before bigint;
    rows_after bigint;
begin
    if exists (select from carried_line l join carried r using (file_id, line)
                where (l.employer, l.own_year_start, l.own_year_end, l.claim_key, r.record_key)
                      is distinct from
                      (l.business_number, l.year_start, l.year_end,
                       l.business_number || '/' || l.agreement || '/' || l.year_end,
                       l.business_number || '/' || l.line_id)) then
        raise exception 'A pay line differs from the control file of its own file; nothing was changed';
    end if;
    foreach part in array array[false, true] loop
        begin
            insert into registration (file_id, byte_offset, file_order, changed_at, line, byte_length, withheld, feed,
                                      state, record_key, content, amount, rule, held_with, agreement_number, client_id,
                                      account_number, sin_hash, trade, original_agreement, canonical)
            select r.file_id, r.byte_offset, r.file_order, r.changed_at, r.line, r.byte_length, r.withheld, r.feed,
                   r.state, r.record_key, r.content, r.amount, r.rule, r.held_with, g.agreement_number, g.client_id,
                   g.account_number, g.sin_hash, g.trade, g.original_agreement, g.content
              from carried r join carried_registration g using (file_id, line)
             where r.changed = part;
            insert into certificate (file_id, byte_offset, file_order, changed_at, line, byte_length, withheld, feed,
                                     state, record_key, content, amount, rule, held_with, account_number, trade,
                                     canonical)
            select r.file_id, r.byte_offset, r.file_order, r.changed_at, r.line, r.byte_length, r.withheld, r.feed,
                   r.state, r.record_key, r.content, r.amount, r.rule, r.held_with, c.account_number, c.trade,
                   c.content
              from carried r join carried_certificate c using (file_id, line)
             where r.changed = part;
            insert into pay_line (file_id, byte_offset, file_order, changed_at, line, byte_length, withheld, feed,
                                  state, record_key, content, amount, rule, held_with, employee, employment_start,
                                  employment_end, period_start, period_end, pay_date, apprentice_period,
                                  coop_credit_claimed, claim_key, trade, regular_hours, overtime_hours, hourly_rate,
                                  gross_wages, taxable_benefits, agency_fees, employee_total_wages, assistance_amount,
                                  assistance_kind, journeyperson_rate, work_province)
            select r.file_id, r.byte_offset, r.file_order, r.changed_at, r.line, r.byte_length, r.withheld, r.feed,
                   r.state, r.record_key, r.content, r.amount, r.rule, r.held_with, l.employee, l.employment_start,
                   l.employment_end, l.period_start, l.period_end, l.pay_date, l.apprentice_period,
                   l.coop_credit_claimed, l.claim_key, l.trade, l.regular_hours, l.overtime_hours, l.hourly_rate,
                   case when r.amount is distinct from l.gross_wages then l.gross_wages end,
                   nullif(l.taxable_benefits, 0), nullif(l.agency_fees, 0),
                   nullif(l.employee_total_wages, l.gross_wages), nullif(l.assistance_amount, 0), l.assistance_kind,
                   l.journeyperson_rate, l.work_province
              from carried r join carried_line l using (file_id, line)
             where r.changed = part;
            insert into record (file_id, byte_offset, file_order, changed_at, line, byte_length, withheld, feed, state,
                                record_key, content, amount, rule, held_with)
            select r.file_id, r.byte_offset, r.file_order, r.changed_at, r.line, r.byte_length, r.withheld, r.feed,
                   r.state, r.record_key, r.content, r.amount, r.rule, r.held_with
              from carried r
             where r.changed = part
               and not exists (select from carried_registration g where g.file_id = r.file_id and g.line = r.line)
               and not exists (select from carried_certificate c where c.file_id = r.file_id and c.line = r.line)
               and not exists (select from carried_line p where p.file_id = r.file_id and p.line = r.line);
        exception when others then
            raise;
        end;
    end loop;
    select count(*) into rows_before from carried;
    select count(*) into rows_after from record;
    if rows_before <> rows_after then
        raise exception 'Of % records % would be carried over; nothing was changed', rows_before, rows_after;
    end if;
    -- Every receipt saw the rows of the first part and none of the second.
    select min(case when c.changed then r.xmin::text::bigint end),
           max(case when not c.changed then r.xmin::text::bigint end) + 1
      into second, after_first
      from record r join carried c using (file_id, line);
    update sender_response
       set receipt_saw = cast(format('%1$s:%1$s:', epoch + coalesce(after_first, second)) as pg_snapshot)
     where receipt_saw is not null and coalesce(after_first, second) is not null;
end $$;

create index registration_key on registration (record_key);
create index registration_agreement on registration (agreement_number);
create index registration_client on registration (client_id);
create index registration_account on registration (account_number) where account_number is not null;
create index registration_sin on registration (sin_hash) where sin_hash is not null;
create index registration_original on registration (original_agreement) where original_agreement is not null;
create index certificate_key on certificate (record_key);
create index certificate_account on certificate (account_number);
create index pay_line_key on pay_line (record_key);
create index pay_line_claim on pay_line (claim_key);
