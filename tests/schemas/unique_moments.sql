-- Moments that are part of a key with a reference: all of them in the past, spread over two years.
CREATE TABLE patients (mrn text PRIMARY KEY, name text NOT NULL);
CREATE TABLE vitals (
    mrn text NOT NULL REFERENCES patients,
    taken_at timestamptz NOT NULL,
    pulse integer NOT NULL,
    PRIMARY KEY (mrn, taken_at)
);
