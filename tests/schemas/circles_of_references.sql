-- Circles: broken by NULL and closed afterwards, by keys that are checked at the end, or all at once.
CREATE TABLE departments (
    id serial PRIMARY KEY,
    name text NOT NULL,
    head_id integer
);
CREATE TABLE staff_members (
    id serial PRIMARY KEY,
    department_id integer NOT NULL REFERENCES departments,
    full_name text NOT NULL
);
ALTER TABLE departments ADD FOREIGN KEY (head_id) REFERENCES staff_members;
-- Three tables round.
CREATE TABLE albums (id serial PRIMARY KEY, title text NOT NULL, cover_id integer);
CREATE TABLE photos (
    id serial PRIMARY KEY,
    album_id integer NOT NULL REFERENCES albums,
    best_comment_id integer UNIQUE
);
CREATE TABLE photo_comments (
    id serial PRIMARY KEY,
    photo_id integer NOT NULL REFERENCES photos,
    album_id integer NOT NULL REFERENCES albums,
    body text NOT NULL
);
ALTER TABLE albums ADD FOREIGN KEY (cover_id) REFERENCES photos ON DELETE SET NULL;
ALTER TABLE photos ADD FOREIGN KEY (best_comment_id) REFERENCES photo_comments;
-- Within a tenant: two columns, one of them shared.
CREATE TABLE companies (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE sites (
    company_id integer NOT NULL REFERENCES companies,
    id integer NOT NULL,
    main_machine integer,
    PRIMARY KEY (company_id, id)
);
CREATE TABLE machines (
    company_id integer NOT NULL REFERENCES companies,
    id integer NOT NULL,
    site_id integer NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, site_id) REFERENCES sites
);
ALTER TABLE sites ADD FOREIGN KEY (company_id, main_machine) REFERENCES machines;
-- Both must be there, and the server looks at the end.
CREATE TABLE husbands (id serial PRIMARY KEY, wife_id integer NOT NULL);
CREATE TABLE wives (
    id serial PRIMARY KEY,
    husband_id integer NOT NULL REFERENCES husbands DEFERRABLE INITIALLY DEFERRED
);
ALTER TABLE husbands ADD FOREIGN KEY (wife_id) REFERENCES wives DEFERRABLE INITIALLY IMMEDIATE;
CREATE TABLE questions (
    id uuid PRIMARY KEY,
    title text NOT NULL,
    accepted_id uuid NOT NULL
);
CREATE TABLE answers (
    id uuid PRIMARY KEY,
    question_id uuid NOT NULL REFERENCES questions,
    body text NOT NULL
);
ALTER TABLE questions ADD FOREIGN KEY (accepted_id) REFERENCES answers DEFERRABLE;
-- Both must be there, and the server looks at once.
CREATE TABLE chicken (id serial PRIMARY KEY, egg_id integer NOT NULL);
CREATE TABLE egg (id serial PRIMARY KEY, chicken_id integer NOT NULL REFERENCES chicken);
ALTER TABLE chicken ADD FOREIGN KEY (egg_id) REFERENCES egg;
-- The circle of tables that NULL breaks only in the middle.
CREATE TABLE a_orders (id serial PRIMARY KEY, invoice_id integer NOT NULL);
CREATE TABLE b_invoices (id serial PRIMARY KEY, payment_id integer);
CREATE TABLE c_payments (id serial PRIMARY KEY, order_id integer NOT NULL REFERENCES a_orders);
ALTER TABLE a_orders ADD FOREIGN KEY (invoice_id) REFERENCES b_invoices;
ALTER TABLE b_invoices ADD FOREIGN KEY (payment_id) REFERENCES c_payments;
