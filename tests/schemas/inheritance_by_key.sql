-- Primary keys that are foreign keys: one to one, and classes of several levels, with the kind named.
CREATE TABLE vehicles (
    id serial PRIMARY KEY,
    type varchar(20) NOT NULL CHECK (type IN ('car', 'truck', 'motorcycle', 'trailer')),
    plate varchar(10) NOT NULL UNIQUE
);
CREATE TABLE cars (
    id integer PRIMARY KEY REFERENCES vehicles ON DELETE CASCADE,
    doors smallint NOT NULL
);
CREATE TABLE trucks (
    id integer PRIMARY KEY REFERENCES vehicles ON DELETE CASCADE,
    load_kg integer NOT NULL
);
CREATE TABLE motorcycles (id integer PRIMARY KEY REFERENCES vehicles, cc integer NOT NULL);
CREATE TABLE refrigerated_trucks (
    id integer PRIMARY KEY REFERENCES trucks ON DELETE CASCADE,
    celsius numeric(4, 1) NOT NULL
);
-- The kind is part of the key, as the careful do it.
CREATE TYPE party_kind AS ENUM ('person', 'organisation');
CREATE TABLE parties (
    id bigserial PRIMARY KEY,
    kind party_kind NOT NULL,
    name text NOT NULL,
    UNIQUE (id, kind)
);
CREATE TABLE persons (
    party_id bigint PRIMARY KEY,
    kind party_kind NOT NULL DEFAULT 'person' CHECK (kind = 'person'),
    born date,
    FOREIGN KEY (party_id, kind) REFERENCES parties (id, kind)
);
CREATE TABLE organisations (
    party_id bigint PRIMARY KEY,
    kind party_kind NOT NULL DEFAULT 'organisation' CHECK (kind = 'organisation'),
    vat_number text,
    FOREIGN KEY (party_id, kind) REFERENCES parties (id, kind)
);
-- The kind is generated.
CREATE TABLE employments (
    party_id bigint PRIMARY KEY,
    kind party_kind GENERATED ALWAYS AS ('person'::party_kind) STORED,
    employer_id bigint NOT NULL REFERENCES organisations (party_id),
    FOREIGN KEY (party_id) REFERENCES persons (party_id)
);
-- A discriminator without a list of values.
CREATE TABLE documents (id serial PRIMARY KEY, doc_type varchar(30) NOT NULL, title text NOT NULL);
CREATE TABLE invoices (document_id integer PRIMARY KEY REFERENCES documents, amount numeric(10, 2));
CREATE TABLE contracts (document_id integer PRIMARY KEY REFERENCES documents, signed_on date);
