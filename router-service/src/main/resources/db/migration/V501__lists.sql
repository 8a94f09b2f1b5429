-- Lists that were made downstream for audiences, as templates see them: their ids above all.
CREATE TABLE audience_list (
  destination text NOT NULL,
  audience    text NOT NULL,
  connector   text NOT NULL,
  list        jsonb NOT NULL,
  made_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (destination, audience, connector)
);

-- The newest version of a destination in which an audience was seen to be kept as a list. There
-- the first sync was asked for, or nothing was missed since the version before.
CREATE TABLE list_sync (
  destination text NOT NULL,
  audience    text NOT NULL,
  version     bigint NOT NULL,
  -- Which list it was, and how it was told: another one has to be told of everybody.
  what        text NOT NULL,
  PRIMARY KEY (destination, audience)
);
