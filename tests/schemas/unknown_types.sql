-- Types that nobody knows: their default, NULL, a value that another default uses, guesses.
CREATE TYPE mystery;
CREATE FUNCTION mystery_in(cstring) RETURNS mystery LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION mystery_out(mystery) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE mystery (INPUT = mystery_in, OUTPUT = mystery_out, LIKE = integer);
CREATE TYPE riddle;
CREATE FUNCTION riddle_in(cstring) RETURNS riddle LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION riddle_out(riddle) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE riddle (INPUT = riddle_in, OUTPUT = riddle_out, LIKE = integer);
CREATE TABLE may_be_null (id serial PRIMARY KEY, it mystery);
CREATE TABLE lists (id serial PRIMARY KEY, them mystery[] NOT NULL);
CREATE TABLE guessed (id serial PRIMARY KEY, it mystery NOT NULL);
CREATE TABLE has_default (id serial PRIMARY KEY, it riddle NOT NULL DEFAULT '42');
CREATE TABLE used_elsewhere (id serial PRIMARY KEY, it riddle NOT NULL);
