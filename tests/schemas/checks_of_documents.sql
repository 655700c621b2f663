-- CHECKs on json, arrays and other types.
CREATE TABLE documents (
    id serial PRIMARY KEY,
    object jsonb NOT NULL CHECK (jsonb_typeof(object) = 'object'),
    list jsonb NOT NULL CHECK (jsonb_typeof(list) = 'array'),
    plain json NOT NULL CHECK (json_typeof(plain) = 'array'),
    keyed jsonb NOT NULL CHECK (keyed ? 'name'),
    both_keys jsonb NOT NULL CHECK (both_keys ?& ARRAY['a', 'b']),
    any_key jsonb NOT NULL CHECK (any_key ?| ARRAY['x', 'y']),
    typed jsonb NOT NULL CHECK (typed ->> 'type' IN ('circle', 'square')),
    nested jsonb NOT NULL CHECK (jsonb_typeof(nested -> 'items') = 'array'),
    counted jsonb NOT NULL CHECK ((counted ->> 'count')::int > 0),
    sized jsonb NOT NULL CHECK (jsonb_array_length(sized) BETWEEN 1 AND 3),
    contained jsonb NOT NULL CHECK (contained @> '{"version": 2}'),
    nullable jsonb CHECK (nullable IS NULL OR jsonb_typeof(nullable) = 'object'),
    scalar jsonb NOT NULL CHECK (jsonb_typeof(scalar) IN ('string', 'number')),
    path jsonb NOT NULL CHECK (path #>> '{a,b}' IS NOT NULL)
);
CREATE TABLE lists (
    id serial PRIMARY KEY,
    roles text[] NOT NULL CHECK (roles <@ ARRAY['admin', 'editor', 'reader']),
    sorts text[] NOT NULL CHECK (sorts && ARRAY['a', 'b']),
    has text[] NOT NULL CHECK (has @> ARRAY['must']),
    two integer[] NOT NULL CHECK (cardinality(two) = 2),
    few text[] NOT NULL CHECK (array_length(few, 1) BETWEEN 1 AND 5),
    no_nulls integer[] NOT NULL CHECK (array_position(no_nulls, NULL) IS NULL),
    positive integer[] NOT NULL CHECK (0 < ALL (positive)),
    member text[] NOT NULL CHECK ('x' = ANY (member)),
    weekdays smallint[] NOT NULL
        CHECK (weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7]::smallint[] AND cardinality(weekdays) > 0),
    pair numeric[] NOT NULL CHECK (array_ndims(pair) = 1 AND pair[1] < pair[2]),
    host inet NOT NULL CHECK (family(host) = 4),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    token uuid NOT NULL CHECK (token <> '00000000-0000-0000-0000-000000000000')
);
