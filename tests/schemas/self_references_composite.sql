-- Trees of several columns, with NOT NULL parents, with two parents, by a unique code.
CREATE TABLE regions (
    country char(2) NOT NULL,
    code varchar(6) NOT NULL,
    parent_country char(2),
    parent_code varchar(6),
    name text NOT NULL,
    PRIMARY KEY (country, code),
    FOREIGN KEY (parent_country, parent_code) REFERENCES regions
);
CREATE TABLE nodes (
    graph integer NOT NULL,
    id integer NOT NULL,
    parent_graph integer NOT NULL,
    parent_id integer NOT NULL,
    PRIMARY KEY (graph, id),
    FOREIGN KEY (parent_graph, parent_id) REFERENCES nodes
);
CREATE TABLE animals (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    mother_id bigint REFERENCES animals,
    father_id bigint REFERENCES animals,
    CHECK (mother_id <> id AND father_id <> id)
);
CREATE TABLE accounts (
    number varchar(12) PRIMARY KEY,
    title text NOT NULL,
    part_of varchar(12) REFERENCES accounts
);
CREATE TABLE shop_categories (
    id serial PRIMARY KEY,
    slug varchar(40) NOT NULL UNIQUE,
    parent_slug varchar(40) REFERENCES shop_categories (slug) ON UPDATE CASCADE,
    parent_id integer REFERENCES shop_categories,
    UNIQUE (parent_id, slug)
);
CREATE TABLE steps (
    id serial PRIMARY KEY,
    next_id integer UNIQUE REFERENCES steps,
    root_id integer NOT NULL REFERENCES steps
);
CREATE TABLE messages (
    mailbox integer NOT NULL,
    uid integer NOT NULL,
    in_reply_to integer,
    thread_root integer NOT NULL,
    PRIMARY KEY (mailbox, uid),
    FOREIGN KEY (mailbox, in_reply_to) REFERENCES messages,
    FOREIGN KEY (mailbox, thread_root) REFERENCES messages
);
