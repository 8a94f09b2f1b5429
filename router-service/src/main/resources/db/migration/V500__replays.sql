-- Deliveries that somebody asked to be made once more: of history, or of dead letters.
CREATE TABLE replay (
  id            uuid PRIMARY KEY,
  destination   text NOT NULL,
  selection     jsonb NOT NULL,
  dry_run       boolean NOT NULL,
  per_second    double precision,
  requested_by  text NOT NULL,
  requested_at  timestamptz NOT NULL,
  cancelled_at  timestamptz,
  cancel_reason text,
  -- Up to here the deliveries that were let through use the rate up.
  used_until    timestamptz
);

CREATE INDEX replay_by_destination ON replay (destination, requested_at DESC);

-- What a replay reads of one partition. Worked on by one router at a time.
CREATE TABLE replay_part (
  replay      uuid NOT NULL REFERENCES replay ON DELETE CASCADE,
  topic       text NOT NULL,
  partition   integer NOT NULL,
  begins      bigint NOT NULL,
  ends        bigint NOT NULL,
  next        bigint NOT NULL,
  tally       jsonb NOT NULL,
  taken_by    uuid,
  taken_until timestamptz,
  done_at     timestamptz,
  PRIMARY KEY (replay, topic, partition)
);

CREATE INDEX replay_part_open ON replay_part (replay) WHERE done_at IS NULL;
