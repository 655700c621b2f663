"""The GraphQL layer: the same queries and permissions as the pages, for programs."""

from shipments.graphql.context import Context
from shipments.graphql.schema import schema

__all__ = ["Context", "schema"]
