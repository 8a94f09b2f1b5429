-- For the rule that promotes links from a score on, best first.
CREATE INDEX soft_link_score ON soft_link (score, id) WHERE rejected_by IS NULL;
