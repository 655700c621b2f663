-- The same table name in several schemas, odd schema names, types and keys across them.
CREATE SCHEMA sales;
CREATE SCHEMA "Odd Schema";
CREATE TYPE sales.state AS ENUM ('open', 'closed');
CREATE TYPE "Odd Schema".state AS ENUM ('here', 'there');
CREATE TABLE public.items (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE sales.items (id serial PRIMARY KEY, item_id int NOT NULL REFERENCES public.items, state sales.state NOT NULL);
CREATE TABLE "Odd Schema".items (id serial PRIMARY KEY, of int NOT NULL REFERENCES sales.items, state "Odd Schema".state NOT NULL, states sales.state[] NOT NULL);
