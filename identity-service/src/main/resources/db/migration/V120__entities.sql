-- An account: what group calls said of a group, and which events spoke of it.
CREATE TABLE account (
  id text COLLATE "C" PRIMARY KEY,
  first_millis bigint NOT NULL,
  first_source text NOT NULL,
  first_message_id text NOT NULL,
  last_millis bigint NOT NULL,
  last_source text NOT NULL,
  last_message_id text NOT NULL
) WITH (fillfactor = 80);

-- No value: removed then.
CREATE TABLE account_trait (
  account text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  value text,
  time_millis bigint NOT NULL,
  birth_partition integer NOT NULL,
  birth_offset bigint NOT NULL,
  received_millis bigint NOT NULL,
  source text NOT NULL,
  message_id text NOT NULL,
  PRIMARY KEY (account, name)
) WITH (fillfactor = 80);

-- The rule by which an entity is derived, and how far the looking at all profiles is that follows
-- each change: no position, it is done.
CREATE TABLE derived_entity (
  name text COLLATE "C" PRIMARY KEY,
  version bigint NOT NULL,
  spec text NOT NULL,
  gone boolean NOT NULL DEFAULT false,
  after uuid
);

-- What some profiles have in common, whether or not it is shown.
CREATE TABLE household (
  entity text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  shared text NOT NULL,
  size integer NOT NULL,
  first_millis bigint NOT NULL,
  PRIMARY KEY (entity, id)
) WITH (fillfactor = 80);

CREATE INDEX household_size ON household (entity, size);

CREATE TABLE household_member (
  entity text COLLATE "C" NOT NULL,
  profile uuid NOT NULL,
  id text COLLATE "C" NOT NULL,
  PRIMARY KEY (profile, entity, id)
);

CREATE INDEX household_member_household ON household_member (entity, id);

CREATE INDEX household_member_entity ON household_member (entity, profile);


-- Who is a member of what, as others were told.
CREATE TABLE membership (
  profile uuid NOT NULL,
  entity text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  since_millis bigint NOT NULL,
  source text NOT NULL,
  message_id text NOT NULL,
  PRIMARY KEY (profile, entity, id)
);

CREATE INDEX membership_entity ON membership (entity, id, profile);

-- Members of an account who are still to be told that these traits changed.
CREATE TABLE announcement (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  entity text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  names text[] NOT NULL,
  after uuid NOT NULL,
  -- Counts up: the lowest goes first.
  turn bigint GENERATED ALWAYS AS IDENTITY
);

CREATE INDEX announcement_turn ON announcement (turn);

-- One that has not begun takes up what changes meanwhile.
CREATE UNIQUE INDEX announcement_waiting ON announcement (entity, id)
WHERE after = '00000000-0000-0000-0000-000000000000';
