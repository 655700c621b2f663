"""The rows that are there beforehand, as far as we may see them."""

from __future__ import annotations

import json

from sandbox.errors import StatementRefused
from sandbox.ports import Catalogue, Session
from sandbox.seeding.schemas.existing import Existing, ExistingRows, existing_from_json
from sandbox.seeding.schemas.order import fillable
from sandbox.seeding.schemas.schema import Schema, TableName


def rows_there(session: Session, catalogue: Catalogue, schema: Schema) -> Existing:
    """Of all tables at once; one by one where the server refuses some."""
    try:
        return existing_from_json(json.loads(session.ask(catalogue.existing_query(schema))))
    except StatementRefused:
        return _one_by_one(session, catalogue, schema)


def _one_by_one(session: Session, catalogue: Catalogue, schema: Schema) -> Existing:
    tables: dict[TableName, ExistingRows] = {}
    unread: dict[TableName, str] = {}
    for table in fillable(schema):
        try:
            answer = session.ask(catalogue.rows_query(schema, table))
        except StatementRefused as refusal:
            unread[table.qualified] = refusal.message
        else:
            tables.update(existing_from_json(json.loads(answer)).tables)
    return Existing(tables=tables, unread=unread)
