-- A claim waits for the other files of its employer that have arrived, but not longer than the settings allow.
alter table dirty_key add column marked_at timestamptz not null default clock_timestamp();
