-- Replicas count what they have written themselves, so what is counted of a partition is not all up
-- to a position but a few ranges, which soon become one.
create table usage_counted (
  partition int primary key,
  offsets int8multirange not null -- of the records of `received` that are counted
);
insert into usage_counted
  select partition, int8multirange(int8range(0, position)) from usage_position;
drop table usage_position;
