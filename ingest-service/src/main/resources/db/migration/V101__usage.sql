-- What each source has sent, by month; and up to where in the stream that is known.
create table source_usage (
  source text not null,
  month date not null, -- its first day, UTC
  events bigint not null,
  users bytea not null, -- HyperLogLog registers of distinct user and anonymous ids
  primary key (source, month)
);

create table usage_position (
  partition int primary key,
  position bigint not null -- of the first record of `received` that is not counted
);
