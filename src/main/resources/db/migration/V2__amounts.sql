-- What a sender states beyond its readable records, and sums over the records of a file, may be longer than the amount
-- of any single record.
alter table file alter column amount type numeric(20, 2);
alter table record alter column amount type numeric(20, 2);
alter table balance_delta alter column amount type numeric(24, 2);
