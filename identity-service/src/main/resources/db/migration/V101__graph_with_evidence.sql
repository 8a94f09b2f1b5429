-- The graph anew: identifiers are its nodes, profile ids are theirs, and every link keeps its
-- evidence. What stood in the tables before (no release had them) is not carried over.
DROP TABLE identifier, shared_identifier, trait, profile, decision;

-- What makes the ids of this installation its own; see ProfileIds.
CREATE TABLE installation (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  secret bytea NOT NULL CHECK (length(secret) = 32),
  -- Counts the edits that took identifiers from a profile: what a worker remembers of whose an
  -- identifier is holds as long as this stays.
  splits bigint NOT NULL DEFAULT 0
);

INSERT INTO installation (secret)
VALUES (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

-- A cell, and, on the row of a cluster's root, the cluster: see RATIONALE.md, "Union-find".
CREATE TABLE cell (
  id uuid PRIMARY KEY,
  -- The root of the cluster it is in; itself for a root.
  root uuid NOT NULL,
  -- The rest counts on the root's row only.
  survivor uuid NOT NULL,
  -- Identifiers by type, and sides of cuts: "user_id=1,email=2".
  counts text NOT NULL,
  sides text NOT NULL,
  traits integer NOT NULL,
  size integer NOT NULL,
  version bigint NOT NULL,
  first_millis bigint NOT NULL,
  first_source text NOT NULL,
  first_message_id text NOT NULL,
  last_millis bigint NOT NULL,
  last_source text NOT NULL,
  last_message_id text NOT NULL
) WITH (fillfactor = 80);

-- Only absorbed cells are looked for by their root; most cells never are.
CREATE INDEX cell_absorbed ON cell (root) WHERE root <> id;

-- A joining identifier hangs on one cell; which cluster that is in, the cell knows. The id follows
-- from type and value, so they need no index to be found.
CREATE TABLE identifier (
  id uuid PRIMARY KEY,
  type text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  cell uuid NOT NULL,
  -- The earliest event that named it.
  first_millis bigint NOT NULL,
  source text NOT NULL,
  message_id text NOT NULL
) WITH (fillfactor = 90);

CREATE INDEX identifier_cell ON identifier (cell);

-- An identifier that many have, such as a group's: by root, with the anchor whose event gave it.
CREATE TABLE shared_identifier (
  profile uuid NOT NULL,
  type text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  anchor uuid NOT NULL,
  first_millis bigint NOT NULL,
  source text NOT NULL,
  message_id text NOT NULL,
  PRIMARY KEY (profile, type, value, anchor)
);

CREATE INDEX shared_identifier_value ON shared_identifier (type, value);

-- What each anchor's events said of a trait, by root. No value: removed then. Of several anchors'
-- the one with the highest precedence, then time, then birth, holds.
CREATE TABLE trait (
  profile uuid NOT NULL,
  name text COLLATE "C" NOT NULL,
  anchor uuid NOT NULL,
  value text,
  precedence bigint NOT NULL,
  time_millis bigint NOT NULL,
  birth_partition integer NOT NULL,
  birth_offset bigint NOT NULL,
  received_millis bigint NOT NULL,
  source text NOT NULL,
  message_id text NOT NULL,
  PRIMARY KEY (profile, name, anchor)
) WITH (fillfactor = 80);

-- Which event first named two identifiers together, and on which days (since 1970, UTC) that was
-- seen. Kept apart for a reason: a limit, a cut.
CREATE TABLE link (
  low uuid NOT NULL,
  high uuid NOT NULL,
  apart text COLLATE "C" NOT NULL,
  -- Of a link kept apart: the one of the two that was left out, which may hang nowhere.
  type text COLLATE "C",
  value text COLLATE "C",
  first_millis bigint NOT NULL,
  source text COLLATE "C" NOT NULL,
  message_id text COLLATE "C" NOT NULL,
  days integer[] NOT NULL,
  PRIMARY KEY (low, high)
) WITH (fillfactor = 80);

CREATE INDEX link_high ON link (high);

-- The newest days of two lists, each once, in order. At most 400: the newest of a union are the
-- newest of both, so it does not matter in which order lists are added up.
CREATE FUNCTION days_united(one integer[], other integer[]) RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_agg(day ORDER BY day)
  FROM (SELECT DISTINCT day FROM unnest(one || other) AS day ORDER BY day DESC LIMIT 400) newest
$$;

-- The word of a person that some identifiers are not one customer's.
CREATE TABLE cut (
  id uuid PRIMARY KEY,
  made_by text NOT NULL,
  reason text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE cut_side (
  cut uuid NOT NULL REFERENCES cut ON DELETE CASCADE,
  node uuid NOT NULL,
  side text NOT NULL,
  PRIMARY KEY (cut, node)
);

CREATE INDEX cut_side_node ON cut_side (node);

-- The links that a cut took apart.
CREATE TABLE cut_link (
  cut uuid NOT NULL REFERENCES cut ON DELETE CASCADE,
  low uuid NOT NULL,
  high uuid NOT NULL,
  PRIMARY KEY (cut, low, high)
);

-- What others were told of an event that changed something: a ResolvedEvent without its event.
CREATE TABLE decision (
  birth_partition integer NOT NULL,
  birth_offset bigint NOT NULL,
  message_id text NOT NULL,
  decision bytea NOT NULL,
  decided_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (birth_partition, birth_offset)
);

CREATE INDEX decision_age ON decision USING brin (decided_at) WITH (pages_per_range = 32);

-- Records for Kafka that belong to a change no event made; sent, then deleted, in order.
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic text NOT NULL DEFAULT 'tributary.resolved',
  key text NOT NULL,
  value bytea NOT NULL
);
