-- One word, one meaning: a claim is the tax credit's, a worker holds a file by a lease.
alter table file rename column claim_epoch to lease_epoch;
alter table file rename column claimed_until to leased_until;
