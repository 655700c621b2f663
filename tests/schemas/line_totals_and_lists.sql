-- A list of numbers that bears the name of a total, beside a quantity and a price.
CREATE TABLE basket_lines (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    amount integer[] NOT NULL,
    quantity integer NOT NULL,
    unit_price numeric(8, 2) NOT NULL,
    total_sum numeric(14, 2) NOT NULL,
    CHECK (total_sum = quantity * unit_price)
);
