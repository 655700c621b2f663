"""The example app with a migration more, which makes its data as large as is wanted."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from benchmarks.bench import EXAMPLE, Bench
from benchmarks.process import ROOT, run

MIB = 1 << 20
ROW = 2048  # bytes on disk: four to a page
PLAIN = 12  # MiB of the example itself, catalogues included

MIGRATION = '''"""ballast

Revision ID: ba11a57ba11a
Revises: {head}
"""

from alembic import op

revision = "ba11a57ba11a"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE TABLE ballast (id bigint NOT NULL, content text NOT NULL)")
    op.execute(
        "INSERT INTO ballast SELECT i, repeat(md5(i::text), 56) FROM generate_series(1, {rows}) i"
    )


def downgrade() -> None:
    op.execute("DROP TABLE ballast")
'''
RECIPE = "seed.toml"
AUTHOR = ("-c", "user.name=bench", "-c", "user.email=bench@example.org")


def make_variant(bench: Bench, megabytes: int, *, reconnects: bool = False) -> Path:
    """A repository whose golden database holds `megabytes`, of an app with a name of its own.

    So its images are surely ours to remove.
    reconnects: whether its maintainers declare that the app recovers lost connections.
    """
    kind = f"{megabytes}{'-reconnects' if reconnects else ''}"
    folder = bench.home / "variants" / kind / bench.user
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"))
    versions = folder / "migrations" / "versions"
    rows = max(0, megabytes - PLAIN) * MIB // ROW
    text = MIGRATION.format(head=head_of(versions), rows=rows)
    (versions / "2100_01_01_ballast.py").write_text(text)
    shutil.copy(ROOT / "seeds" / f"{EXAMPLE.name}.toml", folder / RECIPE)
    settings = f'[seed]\nrecipe = "{RECIPE}"\n'
    if reconnects:
        settings += "[app]\nreconnects = true\n"
    (folder / "sandbox.toml").write_text(settings)
    for words in (
        ("init", "--quiet", "--initial-branch", "main"),
        ("add", "--all"),
        (*AUTHOR, "commit", "--quiet", "-m", "The shipment tracker with ballast"),
    ):
        run("git", *words, folder=folder)
    return folder


def head_of(versions: Path) -> str:
    """The newest revision: the one that no other comes after."""
    text = "\n".join(path.read_text() for path in versions.glob("*.py"))
    revisions, before = (
        {str(one) for one in re.findall(rf'^{key} = "(\w+)"', text, re.MULTILINE)}
        for key in ("revision", "down_revision")
    )
    (head,) = revisions - before
    return head
