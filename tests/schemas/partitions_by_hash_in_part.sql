-- Hash partitions of which only some remainders exist: rows land where there is a place for them.
CREATE TABLE by_number (id serial PRIMARY KEY, body text NOT NULL) PARTITION BY HASH (id);
CREATE TABLE by_number_3 PARTITION OF by_number FOR VALUES WITH (MODULUS 5, REMAINDER 3);
CREATE TABLE by_code (code text NOT NULL, body text NOT NULL) PARTITION BY HASH (code);
CREATE TABLE by_code_0 PARTITION OF by_code FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE TABLE by_code_2 PARTITION OF by_code FOR VALUES WITH (MODULUS 4, REMAINDER 2);
