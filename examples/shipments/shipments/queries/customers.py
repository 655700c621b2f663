"""Customers: the list, and one in full."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from shipments.models import OPEN_STATUSES, Address, Customer, Shipment
from shipments.queries.paging import Page, paginate


def page_of(session: Session, search: str, number: int) -> Page[Customer]:
    statement = (
        select(Customer).options(joinedload(Customer.parent)).order_by(Customer.name, Customer.id)
    )
    if search:
        statement = statement.where(
            or_(
                Customer.name.icontains(search, autoescape=True),
                Customer.number.icontains(search, autoescape=True),
                Customer.email.icontains(search, autoescape=True),
            )
        )
    return paginate(session, statement, number)


def find(session: Session, customer_id: int) -> Customer | None:
    return session.scalar(
        select(Customer)
        .where(Customer.id == customer_id)
        .options(
            joinedload(Customer.parent),
            selectinload(Customer.subsidiaries),
            selectinload(Customer.contacts),
            selectinload(Customer.addresses).joinedload(Address.country),
        )
    )


def open_shipments(session: Session, customers: list[Customer]) -> dict[int, int]:
    """How many shipments are under way, by the customer's id; only those with any."""
    ids = [customer.id for customer in customers]
    rows = session.execute(
        select(Shipment.customer_id, func.count())
        .where(Shipment.customer_id.in_(ids), Shipment.status.in_(OPEN_STATUSES))
        .group_by(Shipment.customer_id)
    )
    return {customer_id: count for customer_id, count in rows}
