-- What events showed of their senders, by the identifier they belong to: personal data, kept only
-- where linkage is enabled, bounded by values and by days.
CREATE TABLE observation (
  anchor uuid NOT NULL,
  field text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  -- Days since 1970 (UTC) on which it was seen, the last 30 of them.
  days integer[] NOT NULL,
  last_day integer NOT NULL,
  PRIMARY KEY (anchor, field, value)
) WITH (fillfactor = 80);

CREATE INDEX observation_last_day ON observation (last_day);
