-- The records of one file in the state they are in. The lines in force of its claims are put together once, so that a file
-- of any size is read once and joined with nothing: no plan depends on statistics that are older than the file.

create function states_of_file(file bigint)
    returns table (file_id bigint, line integer, feed char(1), record_key text, amount numeric, state text, rule text,
                   held_with text)
    language sql stable
as $$
    with in_force as materialized (
        select range_agg(s.lines) as lines from claim_in_force s where s.file_id = states_of_file.file)
    select r.file_id, r.line, r.feed, r.record_key, r.amount,
           case when r.feed = 'P' and r.state = 'PENDING' and (select f.lines from in_force f) @> r.line
                then 'DELIVERED' else r.state end,
           r.rule, r.held_with
      from record r where r.file_id = states_of_file.file
$$;
