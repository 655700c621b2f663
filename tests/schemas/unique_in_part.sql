-- Partial unique indexes with the predicates that people write.
CREATE TYPE state AS ENUM ('draft', 'active', 'closed');
CREATE TABLE users (
    id serial PRIMARY KEY,
    email varchar(100) NOT NULL,
    username varchar(30),
    deleted_at timestamptz
);
CREATE UNIQUE INDEX ON users (email) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX ON users (lower(username)) WHERE username IS NOT NULL AND deleted_at IS NULL;
CREATE TABLE subscriptions (
    id serial PRIMARY KEY,
    user_id integer NOT NULL REFERENCES users,
    plan varchar(10) NOT NULL CHECK (plan IN ('free', 'pro')),
    state state NOT NULL,
    cancelled_at timestamptz,
    is_trial boolean NOT NULL
);
CREATE UNIQUE INDEX one_active ON subscriptions (user_id) WHERE state = 'active';
CREATE UNIQUE INDEX one_running ON subscriptions (user_id, plan) WHERE cancelled_at IS NULL;
CREATE UNIQUE INDEX one_trial ON subscriptions (user_id) WHERE is_trial;
CREATE UNIQUE INDEX one_open ON subscriptions (user_id, plan) WHERE state IN ('draft', 'active');
CREATE TABLE documents (
    id serial PRIMARY KEY,
    owner_id integer NOT NULL REFERENCES users,
    name varchar(40) NOT NULL,
    version integer NOT NULL,
    status varchar(10) NOT NULL CHECK (status IN ('current', 'old')),
    parent_id integer REFERENCES documents
);
CREATE UNIQUE INDEX one_current ON documents (owner_id, name) WHERE status = 'current';
CREATE UNIQUE INDEX root_names ON documents (owner_id, name) WHERE parent_id IS NULL;
CREATE UNIQUE INDEX child_names ON documents (parent_id, name) WHERE parent_id IS NOT NULL;
CREATE TABLE singletons (id serial PRIMARY KEY, live boolean NOT NULL, note text NOT NULL);
CREATE UNIQUE INDEX only_live ON singletons ((true)) WHERE live;
CREATE TABLE settings (
    id integer PRIMARY KEY CHECK (id = 1),
    title text NOT NULL
);
CREATE TABLE only_one (
    onerow boolean PRIMARY KEY DEFAULT true CHECK (onerow),
    title text NOT NULL
);
CREATE TABLE prices (
    id serial PRIMARY KEY,
    product integer NOT NULL,
    amount numeric(8, 2) NOT NULL,
    valid_to date,
    kind smallint NOT NULL CHECK (kind BETWEEN 0 AND 2)
);
CREATE UNIQUE INDEX one_price ON prices (product) WHERE valid_to IS NULL;
CREATE UNIQUE INDEX one_special ON prices (product) WHERE kind = 1 AND NOT (amount < 5);
CREATE UNIQUE INDEX few_dear ON prices (kind) WHERE amount > 800;
