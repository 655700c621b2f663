"""The app."""

from fastapi import FastAPI

app = FastAPI(title="Shipments", docs_url=None, redoc_url=None, openapi_url=None)


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}
