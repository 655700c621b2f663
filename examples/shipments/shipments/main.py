"""The app: its middleware, its routes and its error pages."""

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.sessions import SessionMiddleware

from shipments import errors
from shipments.config import settings
from shipments.headers import SecurityHeaders
from shipments.routes import ROUTERS
from shipments.templating import STATIC

SESSION_COOKIE = "shipments_session"
WORKING_DAY = 12 * 60 * 60


def create_app() -> FastAPI:
    app = FastAPI(title="Shipments", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(
        SessionMiddleware,
        secret_key=settings().secret_key,
        session_cookie=SESSION_COOKIE,
        max_age=WORKING_DAY,
        same_site="lax",
    )
    app.add_middleware(SecurityHeaders)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in ROUTERS:
        app.include_router(router)
    errors.register(app)
    return app


app = create_app()
