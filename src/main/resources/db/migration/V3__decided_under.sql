-- The rule set a decision was last made under; null for decisions made before it was kept.
alter table decision add column rules_digest text;
