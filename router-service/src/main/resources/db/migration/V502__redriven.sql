-- Dead letters that were delivered once more, so that nobody has them sent twice unawares.
CREATE TABLE redriven_letter (
  "partition" integer NOT NULL,
  "offset"    bigint NOT NULL,
  redriven_at timestamptz NOT NULL,
  PRIMARY KEY ("partition", "offset")
);

-- Letters are kept for 30 days; what is older than a letter can be is thrown away.
CREATE INDEX redriven_letter_by_time ON redriven_letter (redriven_at);
