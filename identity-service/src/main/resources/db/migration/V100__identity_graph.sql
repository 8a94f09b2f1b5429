-- A profile, and, on the row of a cluster's root, the cluster: see RATIONALE.md, "Union-find".
CREATE TABLE profile (
  id uuid PRIMARY KEY,
  -- The root of the cluster it is in; itself for a root.
  root uuid NOT NULL,
  -- The rest counts on the root's row only.
  survivor uuid NOT NULL,
  user_id text COLLATE "C",
  size integer NOT NULL,
  version bigint NOT NULL,
  first_millis bigint NOT NULL,
  first_source text NOT NULL,
  first_message_id text NOT NULL,
  last_millis bigint NOT NULL,
  last_source text NOT NULL,
  last_message_id text NOT NULL
) WITH (fillfactor = 80);

-- Only absorbed profiles are looked for by their root; most profiles never are.
CREATE INDEX profile_absorbed ON profile (root) WHERE root <> id;

-- An identifier names one profile; which cluster that is in, the profile knows.
CREATE TABLE identifier (
  type text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  profile uuid NOT NULL,
  first_millis bigint NOT NULL,
  source text NOT NULL,
  message_id text NOT NULL,
  PRIMARY KEY (type, value)
);

CREATE INDEX identifier_profile ON identifier (profile);

-- An identifier that many have, such as a group's. By root.
CREATE TABLE shared_identifier (
  profile uuid NOT NULL,
  type text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  first_millis bigint NOT NULL,
  source text NOT NULL,
  message_id text NOT NULL,
  PRIMARY KEY (profile, type, value)
);

CREATE INDEX shared_identifier_value ON shared_identifier (type, value);

-- The last writer's value of each trait, by root. No value: removed then.
CREATE TABLE trait (
  profile uuid NOT NULL,
  name text COLLATE "C" NOT NULL,
  value text,
  time_millis bigint NOT NULL,
  birth_partition integer NOT NULL,
  birth_offset bigint NOT NULL,
  received_millis bigint NOT NULL,
  source text NOT NULL,
  message_id text NOT NULL,
  PRIMARY KEY (profile, name)
) WITH (fillfactor = 80);

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
