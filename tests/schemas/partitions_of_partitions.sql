-- Partitions of partitions, of other columns and of the same, of which not every combination exists.
CREATE TABLE shops (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (
    id bigserial,
    shop_id int NOT NULL REFERENCES shops,
    country text NOT NULL,
    ordered_at timestamptz NOT NULL,
    PRIMARY KEY (id, country, ordered_at)
) PARTITION BY LIST (country);
CREATE TABLE orders_de PARTITION OF orders FOR VALUES IN ('DE') PARTITION BY RANGE (ordered_at);
CREATE TABLE orders_de_2024 PARTITION OF orders_de FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE orders_fr PARTITION OF orders FOR VALUES IN ('FR', 'BE') PARTITION BY RANGE (ordered_at);
CREATE TABLE orders_fr_2025 PARTITION OF orders_fr FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY HASH (id);
CREATE TABLE orders_fr_2025_0 PARTITION OF orders_fr_2025 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT PARTITION BY RANGE (ordered_at);
CREATE TABLE orders_rest_2026 PARTITION OF orders_rest FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE lines (
    id serial PRIMARY KEY,
    order_id bigint NOT NULL,
    country text NOT NULL,
    ordered_at timestamptz NOT NULL,
    pieces int NOT NULL CHECK (pieces > 0),
    FOREIGN KEY (order_id, country, ordered_at) REFERENCES orders
);
CREATE TABLE by_year (id int NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE by_year_2024 PARTITION OF by_year FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY RANGE (day);
CREATE TABLE by_year_2024_02 PARTITION OF by_year_2024 FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
