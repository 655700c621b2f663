"""The schemas that large loads are measured with."""

from __future__ import annotations

PEOPLE = """
CREATE TABLE people (
    id bigserial PRIMARY KEY,
    first_name text NOT NULL,
    last_name text NOT NULL,
    email text NOT NULL UNIQUE,
    city text NOT NULL,
    phone text NOT NULL,
    balance numeric(10, 2) NOT NULL,
    created_at timestamptz NOT NULL
)
"""

# Besides what a row is about, it says who made and who last changed it, as in most apps.
_AUDIT = """
    created_by integer NOT NULL REFERENCES users,
    updated_by integer NOT NULL REFERENCES users
"""
KEYS = f"""
CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE TABLE customers (id serial PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE TABLE products (id serial PRIMARY KEY, name text NOT NULL, price numeric(10, 2) NOT NULL);
CREATE TABLE depots (id serial PRIMARY KEY, city text NOT NULL);
CREATE TABLE orders (
    id serial PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customers,
    depot_id integer NOT NULL REFERENCES depots,
    amount numeric(10, 2) NOT NULL,{_AUDIT});
CREATE TABLE order_lines (
    id serial PRIMARY KEY,
    order_id integer NOT NULL REFERENCES orders,
    product_id integer NOT NULL REFERENCES products,
    quantity integer NOT NULL,{_AUDIT});
CREATE TABLE shipments (
    id serial PRIMARY KEY,
    order_id integer NOT NULL REFERENCES orders,
    depot_id integer NOT NULL REFERENCES depots,
    weight integer NOT NULL,{_AUDIT});
CREATE TABLE claims (
    id serial PRIMARY KEY,
    order_id integer NOT NULL REFERENCES orders,
    product_id integer NOT NULL REFERENCES products,
    sent_on date NOT NULL,{_AUDIT})
"""
WATCHED = """
CREATE TABLE spans (
    id serial PRIMARY KEY,
    low_no bigint NOT NULL,
    high_no bigint NOT NULL UNIQUE,
    code text NOT NULL UNIQUE,
    CHECK (low_no < high_no),
    CHECK (code <> low_no::text))
"""
"""Both unique columns are in a rule of several: what rows have in them has to be remembered."""
