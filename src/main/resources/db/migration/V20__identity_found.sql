-- Records without a common identifier that may be of one person are found by block keys, and what was found is kept.

create table identity_block (
    block   bigint  not null,                           -- a keyed hash of names, birth date or postal code
    file_id bigint  not null,
    line    integer not null,
    feed    char(1) not null check (feed in ('R', 'C')),
    weak    boolean not null,                           -- a registration without account number
    primary key (block, file_id, line)
);
comment on table identity_block is
    'Under which keys a registration or certificate is found. Records of one person have at least one key in common. Rows of displaced records stay; they are passed over.';

create table identity_link (
    one_person   text        not null,                  -- client:… or account:…
    other_person text        not null,
    outcome      text        not null check (outcome in ('LINKED', 'DOUBTFUL')),
    one_file     bigint      not null,
    one_line     integer     not null,
    other_file   bigint      not null,
    other_line   integer     not null,
    bits         numeric     not null,
    evidence     jsonb       not null,                  -- field, agreement and bits of each field
    found_at     timestamptz not null,
    primary key (one_person, other_person)
);
create index identity_link_other on identity_link (other_person);
comment on table identity_link is
    'Persons without a common identifier whose records agree: linked automatically, or in doubt. Calculated again with each decision on one of them.';
