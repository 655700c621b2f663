-- Partitioned by hash, of one column and of several, and what refers to them.
CREATE TABLE members (id bigserial PRIMARY KEY, name text NOT NULL) PARTITION BY HASH (id);
CREATE TABLE members_0 PARTITION OF members FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE members_1 PARTITION OF members FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE members_3 PARTITION OF members FOR VALUES WITH (MODULUS 4, REMAINDER 3);
CREATE TABLE pairs (a int NOT NULL, b uuid NOT NULL, PRIMARY KEY (a, b)) PARTITION BY HASH (a, b);
CREATE TABLE pairs_0 PARTITION OF pairs FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE visits (id serial PRIMARY KEY, member_id bigint NOT NULL REFERENCES members, at timestamptz NOT NULL);
