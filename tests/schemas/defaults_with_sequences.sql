-- A text whose default takes a number from a sequence; and an enum without a value.
CREATE SEQUENCE order_no START 100000;
CREATE TYPE nothing AS ENUM ();
CREATE TABLE numbered_orders (
    id serial PRIMARY KEY,
    number text NOT NULL UNIQUE DEFAULT 'ORD-' || nextval('order_no')
);
CREATE TABLE order_users (id serial PRIMARY KEY, n text, mood nothing, moods nothing[]);
