-- The ledger: what came in, what became of it, what went out. The authority on everything that happened.

create domain sha256 as text check (value ~ '^[0-9a-f]{64}$');

-- A file as it was landed. Payroll control files are files of their own, paired with their CSV by name.
create table file (
    id              bigint generated always as identity primary key,
    sender          text        not null,
    feed            text        not null check (feed in ('registrations', 'certificates', 'payroll')),
    role            text        not null default 'data' check (role in ('data', 'control')),
    dry_run         boolean     not null default false, -- dropped in test/: answered, without effect, then forgotten
    name            text        not null,               -- as it lay in the drop folder
    logical_name    text        not null,               -- without .gz and .pgp
    employer_bn9    text        not null default '',    -- payroll only: the BN9 in the name; sequences count per it
    file_date       date,                               -- the date in the name; null when the name was refused
    sequence        integer,
    archive_sha256  sha256,                             -- of the bytes as landed: names the archive entry
    content_sha256  sha256,                             -- of the decrypted, decompressed bytes; null until read
    size_bytes      bigint      not null,
    received_at     timestamptz not null,
    source_modified timestamptz,                        -- the remote file's own time
    source_moved    boolean     not null default false, -- whether the remote file has been moved away
    source_moved_at timestamptz,                        -- when that was seen, by the database's clock
    registered_at   timestamptz not null default clock_timestamp(), -- by the database's clock
    control_file    bigint      references file (id),   -- a CSV's control file
    state           text        not null check (state in
                        ('LANDED', 'STAGING', 'APPLIED', 'CLOSED', 'REFUSED', 'PARKED', 'PAIRED', 'REHEARSED')),
    refusal_code    text,
    refusal_detail  text,
    refusal_line    integer,
    records         integer,                            -- received, once staged
    amount          numeric(16, 2),                     -- received gross wages or hours, as the sender's total states
    claim_epoch     integer     not null default 0,     -- fences a worker that lost its claim
    claimed_until   timestamptz,
    read_records    integer,                            -- how far the reading of it has come, while it is staged
    read_bytes      bigint,                             -- of the decrypted, decompressed bytes
    apply_order     bigint,                             -- the order in which files took effect
    applied_at      timestamptz,
    closed_at       timestamptz,
    mapping_digest  text,
    rules_digest    text,
    check ((state = 'REFUSED') = (refusal_code is not null)),
    check (not dry_run or state not in ('APPLIED', 'CLOSED')),
    check (dry_run or state <> 'REHEARSED'),
    check (state = 'REFUSED' or (file_date is not null and sequence is not null and archive_sha256 is not null))
);
create sequence apply_order;
-- Refused files and dry runs occupy neither digest nor sequence.
create unique index file_content on file (sender, content_sha256)
    where role = 'data' and content_sha256 is not null and state <> 'REFUSED' and not dry_run;
create unique index file_sequence on file (sender, feed, employer_bn9, sequence)
    where role = 'data' and state <> 'REFUSED' and not dry_run;
create index file_open on file (state, id) where state in ('LANDED', 'STAGING');
create index file_name on file (sender, logical_name);
create index file_source on file (sender, name) where not source_moved;

-- Uploads seen in a drop folder that cannot be taken yet: a CSV without its control file, a temporary name.
create table waiting_upload (
    sender     text        not null,
    dry_run    boolean     not null,
    name       text        not null,
    kind       text        not null check (kind in ('CONTROL-MISSING', 'TEMPORARY')),
    first_seen timestamptz not null,
    primary key (sender, dry_run, name)
);

create table file_warning (
    file_id bigint not null references file (id),
    code    text   not null,
    detail  text   not null,
    primary key (file_id, code)
);

-- Every record of every staged file and its one state. Narrow on purpose: rows are updated as states change, the
-- wide content beside it never is.
create table record (
    file_id     bigint        not null,
    line        integer       not null,
    byte_offset bigint        not null,
    byte_length integer       not null,
    feed        char(1)       not null check (feed in ('R', 'C', 'P')),
    record_key  text,                                   -- null when it could not be read
    sequence    integer       not null,                 -- newer is the higher (sequence, line)
    content     bytea,                                  -- digest of the canonical content; null when rejected by mapping
    amount      numeric(14, 2),                         -- gross wages or hours; null when it could not be read
    state       text          not null check (state in
                    ('PENDING', 'DELIVERED', 'REJECTED', 'DUPLICATE', 'SUPERSEDED', 'HELD', 'OUT_OF_SCOPE')),
    rule        text,                                   -- the rule or code that decided the state, null when none
    held_with   text,                                   -- the key whose decision holds it; null when held by itself
    changed_at  timestamptz   not null,                 -- when it came into its state
    primary key (file_id, line)
) with (fillfactor = 80);
create index record_key on record (feed, record_key, sequence desc, line desc) where record_key is not null;

-- The canonical content of each record that mapping could read, as JSON, and the columns reconciliation looks up.
create table registration (
    file_id             bigint  not null,
    line                integer not null,
    agreement_number    text    not null,
    client_id           text    not null,
    account_number      text,
    sin_hash            text,
    trade               text    not null,
    original_agreement  text,
    content             json    not null,
    primary key (file_id, line)
);
create index registration_agreement on registration (agreement_number);
create index registration_client on registration (client_id);
create index registration_account on registration (account_number) where account_number is not null;
create index registration_sin on registration (sin_hash) where sin_hash is not null;
create index registration_original on registration (original_agreement) where original_agreement is not null;

create table certificate (
    file_id        bigint  not null,
    line           integer not null,
    account_number text    not null,                    -- the college's member number
    trade          text    not null,
    content        json    not null,
    primary key (file_id, line)
);
create index certificate_account on certificate (account_number);

create table pay_line (
    file_id          bigint  not null,
    line             integer not null,
    claim_key        text    not null,                  -- BN15/agreement/taxation year end
    agreement_number text    not null,
    content          json    not null,
    primary key (file_id, line)
);
create index pay_line_claim on pay_line (claim_key);
create index pay_line_agreement on pay_line (agreement_number);

-- What payroll control files say of employers, and what they claim.
create table employer_year (
    file_id           bigint primary key references file (id),
    business_number   text    not null,
    year_start        date    not null,
    year_end          date    not null,
    sequence          integer not null,
    content           json    not null
);
create index employer_year_key on employer_year (business_number, year_end);
create table employer_claim (
    file_id          bigint  not null references file (id),
    claim_key        text    not null,
    agreement_number text    not null,
    sequence         integer not null,
    claimed          numeric(14, 2) not null,
    t4_income        numeric(14, 2),
    primary key (file_id, claim_key)
);
create index employer_claim_key on employer_claim (claim_key, sequence desc);

-- Findings on records that warn, hold, reject or are unknown. Observed values are masked before they come here.
create table finding (
    file_id    bigint  not null,
    line       integer not null,
    rule       text    not null,
    outcome    text    not null check (outcome in ('reject', 'hold', 'warn', 'info')),
    unknown    boolean not null default false,          -- the rule lacked a fact
    field      text,
    column_no  integer,
    message_en text    not null,
    message_fr text    not null,
    citation   text    not null,
    observed   text
);
create index finding_record on finding (file_id, line);

-- Rejected records that went back to their senders, and what corrects them where no key tells.
create table rejection_pack (
    file_id  bigint    primary key references file (id),
    sequence integer   not null,                        -- under which they can be sent again
    lines    integer[] not null                         -- in the order of the pack
);
create table correction (
    file_id       bigint  not null,
    line          integer not null,
    rejected_file bigint  not null,
    rejected_line integer not null,
    primary key (file_id, line)
);

-- The balance: written as deltas in the transaction of each transition, recounted from the rows when a file closes.
create table balance_delta (
    file_id bigint        not null,
    state   text          not null,
    records integer       not null,
    amount  numeric(16, 2) not null
);
create index balance_delta_file on balance_delta (file_id);

-- Keys whose facts changed and whose decision must be made again. Append only; the reconciler deletes what it took.
create table dirty_key (
    id   bigint generated always as identity primary key,
    kind text not null check (kind in ('person', 'claim')),
    key  text not null,                                 -- person: client:…, account:…, sin:…; claim: claim key
    bulk boolean not null default false                 -- of a large file: decided beside the others, not before them
);
create index dirty_key_small on dirty_key (id) where not bulk;

-- The current decision of each key on each queue.
create table decision (
    queue        text        not null,
    record_key   text        not null,
    group_id     text        not null,
    state        text        not null check (state in ('WAITING', 'HELD', 'SENT', 'WITHDRAWN', 'OUT_OF_SCOPE')),
    rule         text,                                  -- what it waits for, holds on or is out of scope under
    reason       text,
    version      integer     not null default 0,        -- of the last message, 0 when none was made
    message_id   text,                                  -- the last message
    body_digest  text,                                  -- of the last message's body and sources
    decided_at   timestamptz not null,
    primary key (queue, record_key)
);
create index decision_group on decision (queue, group_id);

-- Every message ever made: the outbox until sent, the history for ever.
create table message (
    id              bigint generated always as identity primary key,
    queue           text        not null,
    contract        text        not null,
    message_id      text        not null unique,
    record_key      text        not null,
    group_id        text        not null,
    version         integer     not null,
    kind            text        not null check (kind in ('NEW', 'AMEND', 'WITHDRAW')),
    supersedes      text,
    body            text        not null,
    body_digest     text        not null,
    rules_digest    text        not null,
    mapping_digest  text        not null,
    decided_at      timestamptz not null,
    attempts        integer     not null default 0,
    next_attempt_at timestamptz,
    parked          boolean     not null default false,
    sent_at         timestamptz,
    acknowledged_at timestamptz,
    acknowledgement text check (acknowledgement in ('POSTED', 'REFUSED')),
    acknowledged_by text,
    acknowledgement_reason text,
    unique (queue, record_key, version)
);
create index message_outbox on message (queue, id) where sent_at is null;
create index message_troubled on message (queue, group_id, id) where sent_at is null and (attempts > 0 or parked);
create index message_unacknowledged on message (sent_at) where sent_at is not null and acknowledged_at is null;
-- Which records a message rests on.
create table message_source (
    message_id bigint  not null references message (id),
    file_id    bigint  not null,
    line       integer not null,
    primary key (message_id, file_id, line)
);
create index message_source_record on message_source (file_id, line);

-- Typed disagreements that a person must resolve.
create table break (
    id          bigint generated always as identity primary key,
    type        text        not null check (type in ('MISSING_REGISTRATION', 'MISSING_CERTIFICATE', 'VALUE_MISMATCH',
                    'IDENTITY_AMBIGUOUS', 'IDENTITY_CLASH', 'RULE_HOLD', 'CONSUMER_REFUSED', 'DUPLICATE_KEY')),
    subject     text        not null,                   -- the record address or key it is about
    rule        text,
    detail      text        not null,
    left_value  text,
    right_value text,
    opened_at   timestamptz not null,
    closed_at   timestamptz,
    owner       text
);
create unique index break_open on break (type, subject, coalesce(rule, '')) where closed_at is null;
create table break_record (
    break_id bigint  not null references break (id),
    file_id  bigint  not null,
    line     integer not null,
    primary key (break_id, file_id, line)
);
create index break_record_record on break_record (file_id, line);

-- Alarms: open once, close once.
create table alarm (
    id        bigint generated always as identity primary key,
    code      text        not null,
    subject   text        not null,
    detail    text        not null,
    owner     text        not null,
    opened_at timestamptz not null,
    closed_at timestamptz,
    opening_told_at timestamptz,                        -- when whoever is to hear of alarms heard that it opened
    closing_told_at timestamptz
);
create index alarm_untold on alarm (id)
    where opening_told_at is null or closed_at is not null and closing_told_at is null;
create unique index alarm_open on alarm (code, subject) where closed_at is null;

-- Work of ours that failed for good and waits for an operator.
create table parked (
    id          bigint generated always as identity primary key,
    step        text        not null,                   -- the route id that gave up
    reference   text        not null,                   -- file:<id>, queue:<name>, …
    cause       text        not null,
    parked_at   timestamptz not null,
    released_at timestamptz,
    released_by text
);
create unique index parked_open on parked (step, reference) where released_at is null;

-- Answers to write into the senders' out/ folders.
create table answer (
    file_id         bigint      primary key references file (id),
    due_since       timestamptz not null,
    written_at      timestamptz,                        -- null while an answer is due
    revision        integer     not null default 0,     -- answers written
    attempts        integer     not null default 0,     -- since the last one written
    next_attempt_at timestamptz,                        -- nobody takes it before: claimed, or failed a while ago
    receipt_saw     pg_snapshot                         -- the transactions whose changes the receipt reports
);
create index answer_due on answer (due_since) where written_at is null;

-- One worker per duty across hubs; the epoch fences a holder that lost it.
create table lease (
    name       text        primary key,
    holder     text        not null,
    epoch      bigint      not null,
    held_until timestamptz not null
);

-- Append-only, each entry hashing its predecessor; one entry a batch.
create table audit (
    id       bigint      primary key,
    at       timestamptz not null,
    actor    text        not null,
    action   text        not null,
    subject  text        not null,
    detail   json        not null,
    previous sha256      not null,
    hash     sha256      not null
);
