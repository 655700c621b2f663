-- Pairs that may not repeat, in every way a table can say so.
CREATE TABLE students (id serial PRIMARY KEY, full_name text NOT NULL);
CREATE TABLE courses (id uuid PRIMARY KEY, title varchar(60) NOT NULL);
CREATE TABLE terms (code varchar(6) PRIMARY KEY);
CREATE TABLE enrolments (
    student_id integer REFERENCES students ON DELETE CASCADE,
    course_id uuid REFERENCES courses ON DELETE CASCADE,
    grade smallint CHECK (grade BETWEEN 1 AND 6),
    PRIMARY KEY (student_id, course_id)
);
CREATE TABLE waiting_list (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id integer NOT NULL REFERENCES students,
    course_id uuid NOT NULL REFERENCES courses,
    UNIQUE (course_id, student_id)
);
CREATE TABLE exams (
    student_id integer NOT NULL REFERENCES students,
    course_id uuid NOT NULL REFERENCES courses,
    term varchar(6) NOT NULL REFERENCES terms,
    PRIMARY KEY (student_id, course_id, term)
);
CREATE TABLE friendships (
    one_id integer NOT NULL REFERENCES students,
    other_id integer NOT NULL REFERENCES students,
    since date NOT NULL,
    PRIMARY KEY (one_id, other_id),
    CHECK (one_id < other_id)
);
CREATE TABLE follows (
    follower_id integer NOT NULL REFERENCES students,
    followed_id integer NOT NULL REFERENCES students,
    CONSTRAINT not_oneself CHECK (follower_id <> followed_id),
    UNIQUE (follower_id, followed_id)
);
-- Only two rows on one side: no more pairs than there are.
CREATE TABLE flags (id serial PRIMARY KEY, name text NOT NULL UNIQUE CHECK (name IN ('on', 'off')));
CREATE TABLE course_flags (
    course_id uuid REFERENCES courses,
    flag_id integer REFERENCES flags,
    PRIMARY KEY (course_id, flag_id)
);
