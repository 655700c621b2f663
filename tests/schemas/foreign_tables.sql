-- Foreign tables, also as partitions: their rows are elsewhere.
CREATE EXTENSION postgres_fdw;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '1');
CREATE FOREIGN TABLE remote_orders (id int NOT NULL, total numeric) SERVER elsewhere;
CREATE TABLE stock (id serial, site text NOT NULL, pieces int NOT NULL) PARTITION BY LIST (site);
CREATE TABLE stock_here PARTITION OF stock FOR VALUES IN ('here');
CREATE FOREIGN TABLE stock_there PARTITION OF stock FOR VALUES IN ('there') SERVER elsewhere;
CREATE TABLE local (id serial PRIMARY KEY, site text NOT NULL);
