-- The details of alarms and the causes of parked work exist in both languages.

alter table alarm add column detail_fr text;
comment on column alarm.detail_fr is 'the detail in French; null for alarms opened before it was kept';

alter table parked add column cause_fr text;
comment on column parked.cause_fr is 'the cause in French; null for work parked before it was kept';
