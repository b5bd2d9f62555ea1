-- Why a file was refused, and what it is warned of, in French; null for what was said before it was kept.
alter table file add column refusal_detail_fr text;
alter table file_warning add column detail_fr text;
