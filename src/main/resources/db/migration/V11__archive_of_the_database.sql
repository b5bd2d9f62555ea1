-- The archive that belongs to this database: at most one row. The first start writes the same id into the archive's
-- folder. A hub whose archive has another id does not start, since all hubs of a database share one archive.
create table archive (
    only_row  boolean     primary key default true check (only_row), -- there is no second row
    id        uuid        not null,                                  -- as in the file archive.id
    marked_at timestamptz not null default clock_timestamp()         -- by the database's clock
);
