-- Columns that are generated from a document: unique, never NULL, of a form that a check asks for.
CREATE TABLE sessions (id serial PRIMARY KEY, title text NOT NULL);
CREATE TABLE messages (
    id serial PRIMARY KEY,
    session_id integer NOT NULL REFERENCES sessions,
    message jsonb NOT NULL,
    message_id varchar NOT NULL GENERATED ALWAYS AS ((message ->> 'id')::varchar) STORED UNIQUE,
    is_summary boolean NOT NULL
        GENERATED ALWAYS AS (coalesce((message #>> '{meta,isSummary}')::boolean, false)) STORED,
    CONSTRAINT form_of_id CHECK (message_id ~
        '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$')
);
CREATE TABLE lines (
    id serial PRIMARY KEY,
    sku text NOT NULL,
    code text GENERATED ALWAYS AS (lower(sku)) STORED UNIQUE,
    net integer NOT NULL,
    tax integer NOT NULL,
    gross integer NOT NULL GENERATED ALWAYS AS (net + tax) STORED CHECK (gross < 1000)
);
