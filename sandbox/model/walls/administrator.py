"""The database server's own administrator: what his sessions go by."""

from __future__ import annotations

# An app owns its database, and says there with ALTER DATABASE in which schemas a name is looked
# for: the administrator looks in the server's own only, or he would run functions of the app's.
ADMIN_OPTIONS = "-c search_path=pg_catalog,pg_temp"
