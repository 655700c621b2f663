-- Pairs of a type and an id that no foreign key holds, and content types.
CREATE TABLE posts (id serial PRIMARY KEY, title text NOT NULL);
CREATE TABLE photos (id serial PRIMARY KEY, caption text NOT NULL);
CREATE TABLE blog_articles (id serial PRIMARY KEY, headline text NOT NULL);
CREATE TABLE comments (
    id serial PRIMARY KEY,
    commentable_type varchar(255) NOT NULL,
    commentable_id integer NOT NULL,
    body text NOT NULL
);
CREATE TABLE likes (
    id serial PRIMARY KEY,
    likeable_type text NOT NULL CHECK (likeable_type IN ('Post', 'Photo', 'BlogArticle')),
    likeable_id bigint NOT NULL,
    liker integer NOT NULL,
    UNIQUE (likeable_type, likeable_id, liker)
);
CREATE TABLE django_content_type (
    id serial PRIMARY KEY,
    app_label varchar(100) NOT NULL,
    model varchar(100) NOT NULL,
    UNIQUE (app_label, model)
);
CREATE TABLE tagged_items (
    id serial PRIMARY KEY,
    tag varchar(30) NOT NULL,
    content_type_id integer NOT NULL REFERENCES django_content_type,
    object_id integer NOT NULL,
    UNIQUE (content_type_id, object_id, tag)
);
