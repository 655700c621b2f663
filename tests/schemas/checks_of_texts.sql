-- CHECKs on texts: patterns of every kind, lengths, upper and lower case, parts.
CREATE DOMAIN email AS text CHECK (VALUE ~* '^[A-Z0-9._%+-]+@[A-Z0-9.-]+\.[A-Z]{2,}$');
CREATE DOMAIN us_zip AS text CHECK (VALUE ~ '^\d{5}$' OR VALUE ~ '^\d{5}-\d{4}$');
CREATE DOMAIN tag AS varchar(20) CHECK (VALUE ~ '^[a-z][a-z0-9_]*$');
CREATE TABLE texts (
    id serial PRIMARY KEY,
    email email NOT NULL,
    zip us_zip NOT NULL,
    tags tag[] NOT NULL,
    url text NOT NULL CHECK (url LIKE 'https://%'),
    file text NOT NULL CHECK (file ILIKE '%.PDF'),
    serial text NOT NULL CHECK (serial SIMILAR TO '[A-Z]{3}(-|_)[0-9]+'),
    sku text NOT NULL CHECK (sku ~ '^(?:AB|CD)-\d{2,5}(?:/[a-f]{1,2})?$'),
    hex text NOT NULL CHECK (hex ~* '^#[0-9a-f]{6}$'),
    semver text NOT NULL CHECK (semver ~ '^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$'),
    slug text NOT NULL CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 40),
    phone text NOT NULL CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
    iso text NOT NULL CHECK (iso = upper(iso) AND char_length(iso) = 2),
    lowered text NOT NULL CHECK (lowered = lower(lowered)),
    trimmed text NOT NULL CHECK (trimmed = btrim(trimmed) AND trimmed <> ''),
    no_spaces text NOT NULL CHECK (no_spaces !~ '\s'),
    not_like text NOT NULL CHECK (not_like NOT LIKE '%secret%'),
    starts text NOT NULL CHECK (starts_with(starts, 'usr_')),
    inside text NOT NULL CHECK (position('@' IN inside) > 1),
    at_sign text NOT NULL CHECK (strpos(at_sign, ':') > 0),
    part text NOT NULL CHECK (split_part(part, '/', 1) IN ('a', 'b') AND part LIKE '_/%'),
    lefted text NOT NULL CHECK (left(lefted, 2) = 'NL'),
    substring_of text NOT NULL CHECK (substring(substring_of from 1 for 3) = 'GB-'),
    short text NOT NULL CHECK (octet_length(short) <= 5),
    exact char(4) NOT NULL CHECK (exact ~ '^[0-9]{4}$'),
    digits text NOT NULL CHECK (digits !~ '[^0-9]' AND length(digits) = 11),
    number_in_text text NOT NULL CHECK (number_in_text::integer BETWEEN 10 AND 20),
    word text NOT NULL CHECK (word ~ '^\w+$' AND word !~ '^\d'),
    three text NOT NULL CHECK (three ~ '[A-Z]' AND three ~ '[a-z]' AND three ~ '[0-9]'
                               AND length(three) >= 8),
    uuid_like text NOT NULL CHECK (uuid_like ~
        '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'),
    coded varchar(10) NOT NULL UNIQUE CHECK (coded ~ '^C[0-9]{4}$'),
    regexed text NOT NULL CHECK (regexp_replace(regexed, '[^0-9]', '', 'g') = regexed),
    any_of text NOT NULL CHECK (any_of LIKE ANY (ARRAY['foo%', 'bar%'])),
    concat text NOT NULL CHECK (concat = 'x-' || lower(concat) OR concat LIKE 'y%'),
    title text NOT NULL CHECK (title = initcap(title)),
    ascii text NOT NULL CHECK (ascii ~ '^[ -~]+$'),
    not_blank text NOT NULL CHECK (trim(both ' ' FROM not_blank) <> ''),
    reversed text NOT NULL CHECK (reverse(reversed) LIKE 'oof%')
);
