-- Acknowledgements that were not accepted, each an entry of its own, until an operator discards it with a reason.
create table refused_acknowledgement (
    id             bigint      generated always as identity primary key,
    partner        text        not null,                -- who sent it; empty when the broker does not guarantee a user
    problem        text        not null,
    message_id     text,                                -- the message that it names, when it could be read
    kind           text        not null,                -- text, bytes, map, object, stream or none
    size_bytes     bigint      not null,
    digest         sha256      not null,                -- of what was received
    sealed         text,                                -- its first part, sealed; null once it is discarded
    received_at    timestamptz not null,
    correlation    text,                                -- the partner's own id of its message, for the reply
    replied_at     timestamptz,                         -- when the partner was informed on its queue
    reply_attempts integer     not null default 0,
    discarded_at   timestamptz,
    discarded_by   text,
    discard_reason text
);
create index refused_acknowledgement_open on refused_acknowledgement (id) where discarded_at is null;
create index refused_acknowledgement_unanswered on refused_acknowledgement (id) where replied_at is null;

-- A message that its consumer gave back is not delivered, although the broker took it.
alter table message add column dead_lettered_at timestamptz;
create index message_dead on message (id) where dead_lettered_at is not null;
