-- The entry of a pay line in the index of its claim costs 64 bytes of write-ahead log instead of 104: it is a number, not
-- the key of the claim. Claims of one employer stay next to each other, so that a file changes few pages of the index.
create function claim_place(claim text) returns bigint
    language sql immutable parallel safe
    return (cast(hashtext(left(claim, 9)) as bigint) << 32) | (cast(hashtext(claim) as bigint) & 4294967295);
comment on function claim_place is
    'Where a claim is in the index of pay lines. Different claims may have one place: a query also compares the key.';

drop index pay_line_claim;
create index pay_line_claim on pay_line (claim_place(claim_key));

-- The group of a claim is the number of its agreement, and has an index.
drop index decision_agreement;

-- A body that is compressed to less than half a page stays in its row: a message of a claim then needs no further rows.
alter table message set (toast_tuple_target = 4080);
