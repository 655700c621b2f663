-- Patterns that ordinary telephone numbers and mailboxes meet, and so do reserved ones.
CREATE TABLE callers (
    id serial PRIMARY KEY,
    home text NOT NULL CHECK (home ~ '^\(\d{3}\) \d{3}-\d{4}$'),
    digits varchar(10) NOT NULL CHECK (digits ~ '^[0-9]{10}$'),
    mail text NOT NULL CHECK (mail ~ '^[a-z.]+@[a-z]+\.com$'),
    code text NOT NULL CHECK (code ~ '^[A-Z0-9]{10}$')
);
