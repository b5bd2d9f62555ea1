-- Search finds the claims of an agreement and of an employer by the parts of their key. Decisions have one row a key, so
-- these indexes grow with the claims and not with the pay lines; nothing is added to the tables of records.
create index decision_agreement on decision (substring(record_key from '^[^/]+/(.*)/[^/]+$'))
    where queue = 'taxcredit.verification';
create index decision_employer on decision (split_part(record_key, '/', 1))
    where queue = 'taxcredit.verification';
