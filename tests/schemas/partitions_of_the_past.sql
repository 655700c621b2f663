-- Partitions by time of years ago, without a gap: all of them hold rows.
CREATE TABLE devices (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE logs (
    id bigserial,
    device_id integer NOT NULL REFERENCES devices,
    at timestamptz NOT NULL,
    message text
) PARTITION BY RANGE (at);
CREATE TABLE logs_2021 PARTITION OF logs FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
CREATE TABLE logs_2022 PARTITION OF logs FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
CREATE TABLE logs_2023 PARTITION OF logs FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE logs_2024 PARTITION OF logs FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE logs_2025 PARTITION OF logs FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
