"""Room for the app's data: a watcher beside the database's server, out of the app's reach.

The server itself cannot bound what a role stores. So where the app's data is too large, its role
is let in no more, until the data is small again: `sandbox reset` brings in small data.
"""

from __future__ import annotations

from sandbox.model.walls.administrator import ADMIN_OPTIONS

EVERY = 5  # seconds; a disk takes a gigabyte or so in that time
# `du` costs nearly nothing, and only near the bound is the server asked. Temporary files count:
# they are as large as a query wants them. What a killed watcher left shut is looked at first.
_WATCH = """
shut=unknown
while sleep {every}; do
  used=$(du -sm {folder}/base 2>/dev/null | cut -f1)
  if [ "${{used:-0}}" -ge {megabytes} ] || [ -n "$shut" ]; then
    shut=$(PGOPTIONS='{options}' psql -XqAt -d postgres 2>/dev/null <<'SQL'
SELECT pg_database_size('{live}') + coalesce((SELECT sum(size) FROM pg_ls_tmpdir()), 0)
       > {megabytes} * 1048576.0 AS too_large \\gset
\\if :too_large
ALTER ROLE {role} CONNECTION LIMIT 0;
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}';
\\echo shut
\\else
ALTER ROLE {role} CONNECTION LIMIT -1;
\\endif
SQL
) || shut=unknown
  fi
done
"""


def watch_size(megabytes: int, *, folder: str, live: str, role: str) -> str:
    """Shell text that runs for ever as the server's own user, in its container.

    folder: with the server's data; live: the database; role: whose way in is shut.
    """
    return _WATCH.format(
        every=EVERY,
        options=ADMIN_OPTIONS,
        folder=folder,
        megabytes=megabytes,
        live=live,
        role=role,
    )
