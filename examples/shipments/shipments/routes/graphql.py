"""GraphQL, for programs: POST a query as JSON to /graphql."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from shipments.db import Database
from shipments.models import User
from shipments.permissions import Permission, require

router = APIRouter(prefix="/graphql")


class Operation(BaseModel):
    query: str
    variables: dict[str, Any] | None = None
    operationName: str | None = None


@router.post("")
def execute(
    operation: Operation,
    session: Database,
    user: Annotated[User, Depends(require(Permission.SEE))],
) -> JSONResponse:
    # Imported when first asked for: most days nobody asks, and every start would pay for it.
    from shipments.graphql import Context, schema

    result = schema.execute_sync(
        operation.query,
        variable_values=operation.variables,
        operation_name=operation.operationName,
        context_value=Context(session=session, user=user),
    )
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [error.formatted for error in result.errors]
    return JSONResponse(answer)
