"""The routes, one file for each area."""

from shipments.routes import (
    customers,
    dashboard,
    drivers,
    graphql,
    health,
    invoices,
    login,
    shipments,
    users,
)

ROUTERS = [
    health.router,
    login.router,
    dashboard.router,
    shipments.router,
    customers.router,
    drivers.router,
    invoices.router,
    users.router,
    graphql.router,
]
