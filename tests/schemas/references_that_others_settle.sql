-- A key whose only column a larger key settles, to a parent with a moment of its own.
CREATE TABLE shoppers (id integer PRIMARY KEY, created_at timestamptz NOT NULL);
CREATE TABLE shopper_addresses (
    id integer PRIMARY KEY,
    shopper_id integer NOT NULL REFERENCES shoppers,
    UNIQUE (id, shopper_id)
);
CREATE TABLE baskets (
    id serial PRIMARY KEY,
    shopper_id integer NOT NULL REFERENCES shoppers,
    ship_id integer,
    shipped_at timestamptz,
    FOREIGN KEY (ship_id, shopper_id) REFERENCES shopper_addresses (id, shopper_id)
);
