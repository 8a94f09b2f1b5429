-- Runs of linkage; whoever holds the advisory lock does the one that is not over.
CREATE TABLE linkage_run (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  state text NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  cancel boolean NOT NULL DEFAULT false,
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  started_at timestamptz,
  ended_at timestamptz,
  phase text NOT NULL DEFAULT '',
  done bigint NOT NULL DEFAULT 0,
  failure text NOT NULL DEFAULT '',
  -- JSON.
  settings text NOT NULL,
  report text
);

CREATE UNIQUE INDEX linkage_run_one ON linkage_run ((true)) WHERE state IN ('queued', 'running');
CREATE INDEX linkage_run_age ON linkage_run (requested_at);

-- Two nodes whose profiles are probably one customer, and those profiles as far as is known.
CREATE TABLE soft_link (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  node_a uuid NOT NULL,
  node_b uuid NOT NULL,
  profile_a uuid NOT NULL,
  profile_b uuid NOT NULL,
  -- A rejected one stays, so that it does not come back.
  rejected_by text,
  rejected_at timestamptz,
  method text NOT NULL,
  score double precision NOT NULL,
  -- JSON: bits by field, no values.
  evidence text NOT NULL,
  run uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  UNIQUE (node_a, node_b),
  CHECK (node_a < node_b)
);

CREATE INDEX soft_link_profile_a ON soft_link (profile_a);
CREATE INDEX soft_link_profile_b ON soft_link (profile_b);
CREATE INDEX soft_link_expiry ON soft_link (expires_at) WHERE rejected_by IS NULL;
