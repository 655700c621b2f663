-- A flag that a check works out from the very moment whose name says that it hangs on the flag.
CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE TABLE replies (
    id serial PRIMARY KEY,
    user_id integer REFERENCES users,
    submitted_at timestamp,
    is_anonymous boolean NOT NULL,
    is_submitted boolean NOT NULL,
    CONSTRAINT moment_of_submission CHECK (is_submitted = (submitted_at IS NOT NULL)),
    CONSTRAINT who CHECK (is_anonymous OR user_id IS NOT NULL),
    CONSTRAINT nobody CHECK ((is_submitted AND is_anonymous) = (user_id IS NULL))
);
