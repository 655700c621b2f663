-- Identifiers that need quotes, and values that need escapes.
CREATE SCHEMA "Sales Dept";
CREATE TABLE "Sales Dept"."Order" (
    "ID" serial PRIMARY KEY,
    "select" text NOT NULL,
    "firstName" varchar(50) NOT NULL,
    "it's ""quoted""" integer NOT NULL CHECK ("it's ""quoted""" >= 10),
    "größe" numeric(5, 2) NOT NULL,
    "createdAt" timestamptz NOT NULL,
    "updatedAt" timestamptz NOT NULL CHECK ("updatedAt" >= "createdAt")
);
CREATE TABLE "user" (
    "group" integer NOT NULL REFERENCES "Sales Dept"."Order",
    "order" smallint NOT NULL,
    PRIMARY KEY ("group", "order")
);
CREATE TABLE only_defaults (id serial PRIMARY KEY);
