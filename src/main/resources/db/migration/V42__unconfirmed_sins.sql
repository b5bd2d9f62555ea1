-- A pay line may state a social insurance number that the registration of its agreement does not. When a registration of
-- another person states that number, the claim of the line is decided again. Nearly every line states what its registration
-- states, so that the table stays small.
create table unconfirmed_sin (
    sin_hash  text not null,
    claim_key text not null,
    primary key (sin_hash, claim_key)
);
comment on table unconfirmed_sin is
    'Social insurance numbers that pay lines of a claim state and the registration of their agreement does not.';
comment on column unconfirmed_sin.sin_hash is 'keyed hash, as in registration';
create index unconfirmed_sin_claim on unconfirmed_sin (claim_key);
