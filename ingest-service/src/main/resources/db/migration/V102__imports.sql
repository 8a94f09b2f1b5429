-- Files of past events, and how far each has been taken.
create table event_import (
  id uuid primary key,
  source text not null,
  format text not null,
  header text not null, -- the first line of a CSV file, once it was read
  bytes bigint not null, -- of the file that are taken
  accepted bigint not null,
  rejected bigint not null,
  complete boolean not null,
  created_at timestamptz not null default now()
);

create index event_import_source on event_import (source, created_at desc);
