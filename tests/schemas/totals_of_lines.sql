-- Orders, invoices and their like, whose lines add up to their totals.
CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE products (id serial PRIMARY KEY, name text NOT NULL, price numeric(10, 2) NOT NULL);
CREATE TABLE orders (
    id serial PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customers,
    total numeric(12, 2) NOT NULL CHECK (total >= 0)
);
CREATE TABLE order_lines (
    id serial PRIMARY KEY,
    order_id integer NOT NULL REFERENCES orders,
    product_id integer NOT NULL REFERENCES products,
    quantity integer NOT NULL CHECK (quantity > 0),
    price numeric(10, 2) NOT NULL CHECK (price > 0)
);
CREATE TABLE invoices (
    id uuid PRIMARY KEY,
    customer_id integer REFERENCES customers,
    amount numeric(12, 2)
);
CREATE TABLE invoice_items (
    id uuid PRIMARY KEY,
    invoice_id uuid REFERENCES invoices,
    position integer NOT NULL,
    description text,
    amount numeric(12, 2),
    UNIQUE (invoice_id, position)
);
CREATE TABLE carts (
    id serial PRIMARY KEY,
    subtotal numeric(10, 2) NOT NULL,
    discount numeric(10, 2) NOT NULL,
    shipping numeric(10, 2) NOT NULL,
    total numeric(10, 2) NOT NULL
);
CREATE TABLE cart_items (
    cart_id integer NOT NULL REFERENCES carts,
    product_id integer NOT NULL REFERENCES products,
    quantity integer NOT NULL,
    unit_price numeric(10, 2) NOT NULL,
    discount_percent numeric(5, 2) NOT NULL,
    line_total numeric(12, 2) NOT NULL,
    PRIMARY KEY (cart_id, product_id)
);
CREATE TABLE rechnungen (
    id bigserial PRIMARY KEY,
    versandkosten numeric(8, 2) NOT NULL,
    gesamtbetrag_cents integer NOT NULL
);
CREATE TABLE rechnungspositionen (
    id bigserial PRIMARY KEY,
    rechnung_id bigint NOT NULL REFERENCES rechnungen,
    menge numeric(8, 2) NOT NULL,
    einzelpreis double precision NOT NULL,
    gesamt numeric(12, 2) GENERATED ALWAYS AS ((menge * einzelpreis)::numeric(12, 2)) STORED
);
