-- Who has claimed what: few rows, which are given back together.
CREATE INDEX enrichments_claimed ON enrichments (claimed_by) WHERE claimed_by IS NOT NULL;
