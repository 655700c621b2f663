-- empty nowhere: it has no partition that takes rows
-- empty somehow: its partition key
-- Partition keys that are expressions; no partitions at all; an expression that nobody understands.
CREATE TABLE a_month (id serial, at timestamp NOT NULL) PARTITION BY RANGE (date_trunc('month', at));
CREATE TABLE a_month_1 PARTITION OF a_month FOR VALUES FROM ('2025-03-01') TO ('2025-04-01');
CREATE TABLE years (id serial, day date NOT NULL) PARTITION BY LIST (EXTRACT(year FROM day));
CREATE TABLE years_1 PARTITION OF years FOR VALUES IN (2025, 2026);
CREATE TABLE names (id serial, name text NOT NULL) PARTITION BY LIST (lower(name));
CREATE TABLE names_1 PARTITION OF names FOR VALUES IN ('ada', 'bob');
CREATE TABLE remainders (id serial, bucket int NOT NULL) PARTITION BY LIST ((bucket % 10));
CREATE TABLE remainders_1 PARTITION OF remainders FOR VALUES IN (3, 4);
CREATE TABLE nowhere (id serial, at date NOT NULL) PARTITION BY RANGE (at);
CREATE FUNCTION bucket(text) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 1; END';
CREATE TABLE somehow (id serial, word text NOT NULL) PARTITION BY LIST (bucket(word));
CREATE TABLE somehow_1 PARTITION OF somehow FOR VALUES IN (1);
