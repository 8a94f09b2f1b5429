-- Finds who has a trait of a value. A hash of both, because values are long; short ones only,
-- because nobody searches for an address list. See RATIONALE.md, "Search".
CREATE INDEX trait_value
ON trait (hashtextextended(value, hashtextextended(name, 0)), profile)
WHERE value IS NOT NULL AND length(value) <= 200;
