-- One of nine references, a few of nine, and chains of comparisons over eight columns.
CREATE TABLE t1 (id serial PRIMARY KEY);
CREATE TABLE t2 (id serial PRIMARY KEY);
CREATE TABLE t3 (id serial PRIMARY KEY);
CREATE TABLE one_of_nine (
    id serial PRIMARY KEY,
    a int REFERENCES t1, b int REFERENCES t2, c int REFERENCES t3,
    d int REFERENCES t1, e int REFERENCES t2, f int REFERENCES t3,
    g int REFERENCES t1, h int REFERENCES t2, i int REFERENCES t3,
    CHECK (num_nonnulls(a, b, c, d, e, f, g, h, i) = 1)
);
CREATE TABLE added_up (
    id serial PRIMARY KEY,
    a int REFERENCES t1, b int REFERENCES t2, c int REFERENCES t3,
    d int REFERENCES t1, e int REFERENCES t2, f int REFERENCES t3,
    g int REFERENCES t1, h int REFERENCES t2,
    CHECK (
        (a IS NOT NULL)::int + (b IS NOT NULL)::int + (c IS NOT NULL)::int + (d IS NOT NULL)::int
        + (e IS NOT NULL)::int + (f IS NOT NULL)::int + (g IS NOT NULL)::int
        + CASE WHEN h IS NOT NULL THEN 1 ELSE 0 END = 1
    )
);
CREATE TABLE few_of_nine (
    id serial PRIMARY KEY,
    a int REFERENCES t1, b int REFERENCES t2, c int REFERENCES t3,
    d int REFERENCES t1, e int REFERENCES t2, f int REFERENCES t3,
    g int REFERENCES t1, h int REFERENCES t2, i int REFERENCES t3,
    CHECK (num_nonnulls(a, b, c, d, e, f, g, h, i) <= 3),
    CHECK (num_nulls(a, b, c, d, e, f, g, h, i) < 9)
);
CREATE TABLE percentiles (
    id serial PRIMARY KEY,
    p0 numeric(8, 2) NOT NULL, p10 numeric(8, 2) NOT NULL, p25 numeric(8, 2) NOT NULL,
    p50 numeric(8, 2) NOT NULL, p75 numeric(8, 2) NOT NULL, p90 numeric(8, 2) NOT NULL,
    p95 numeric(8, 2) NOT NULL, p99 numeric(8, 2) NOT NULL,
    CHECK (p0 <= p10 AND p10 <= p25 AND p25 <= p50 AND p50 <= p75 AND p75 <= p90 AND p90 <= p95
           AND p95 <= p99)
);
CREATE TABLE steps (
    id serial PRIMARY KEY,
    a int NOT NULL, b int NOT NULL, c int NOT NULL, d int, e int, f int NOT NULL, g int, h int NOT NULL,
    CHECK (a < b), CHECK (b < c), CHECK (c < d), CHECK (d < e), CHECK (e < f), CHECK (f < g),
    CHECK (g < h)
);
