-- Findings are added up by file, and each file is looked up alone: the planner knows nothing of the rows of a statement and
-- compared them with all files.

create or replace function finding_changed() returns trigger language plpgsql as $$
begin
    if tg_op <> 'DELETE' then
        insert into ledger_total (of, name, part, number)
        select 'FINDINGS', g.rule, g.outcome, sum(g.findings)
          from (select file_id, rule, outcome, count(*) as findings from added group by file_id, rule, outcome) g
         cross join lateral (select dry_run from file where id = g.file_id offset 0) f
         where not f.dry_run group by g.rule, g.outcome;
    end if;
    if tg_op <> 'INSERT' then
        insert into ledger_total (of, name, part, number)
        select 'FINDINGS', g.rule, g.outcome, -sum(g.findings)
          from (select file_id, rule, outcome, count(*) as findings from removed group by file_id, rule, outcome) g
         cross join lateral (select dry_run from file where id = g.file_id offset 0) f
         where not f.dry_run group by g.rule, g.outcome;
    end if;
    return null;
end
$$;
