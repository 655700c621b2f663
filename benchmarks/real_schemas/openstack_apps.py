"""Services of OpenStack, whose schemas Alembic makes."""

from __future__ import annotations

from benchmarks.real_schemas.app import App


def _service(
    name: str, package: str, *migrate: str, section: str = "database", extra: str = ""
) -> App:
    return App(
        name=name,
        install=(package, "psycopg2-binary"),
        how="Alembic",
        files={
            "service.conf": f"{extra}[{section}]\nconnection = postgresql+psycopg2://{{WHERE}}\n"
        },
        migrate=migrate,
    )


OPENSTACK_APPS = (
    _service("keystone", "keystone==30.0.0", "keystone-manage --config-file service.conf db_sync"),
    _service("nova", "nova==34.0.0", "nova-manage --config-file service.conf db sync --local_cell"),
    _service(
        "placement",
        "openstack-placement==16.0.0",
        "placement-manage --config-file service.conf db sync",
        section="placement_database",
    ),
    _service("cinder", "cinder==29.0.0", "cinder-manage --config-file service.conf db sync"),
    _service(
        "barbican",
        "barbican==23.0.0",
        "barbican-manage --config-file service.conf db upgrade "
        "--db-url postgresql+psycopg2://{WHERE}",
    ),
    _service("ironic", "ironic==39.0.0", "ironic-dbsync --config-file service.conf upgrade"),
    _service("manila", "manila==23.0.1", "manila-manage --config-file service.conf db sync"),
    _service("heat", "openstack-heat==27.0.1", "heat-manage --config-file service.conf db_sync"),
)
