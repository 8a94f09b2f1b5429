-- The definitions this service owns: every version there ever was.
create table definition_version (
  kind        text        not null,
  name        text        not null,
  version     bigint      not null check (version > 0),
  -- Null in the version that deleted it.
  spec        text,
  origin      text        not null,
  author      text        not null,
  changed_at  timestamptz not null,
  primary key (kind, name, version)
);

-- Where each definition stands: the newest version, and how far the bus has been told.
create table definition_head (
  kind        text    not null,
  name        text    not null,
  version     bigint  not null,
  published   bigint  not null default 0,
  primary key (kind, name)
);

create index definition_head_unpublished on definition_head (kind, name) where published < version;
