"""The database server's own administrator: what his sessions go by, and who else may be one."""

from __future__ import annotations

# An app owns its database, and says there with ALTER DATABASE in which schemas a name is looked
# for: the administrator looks in the server's own only, or he would run functions of the app's.
ADMIN_OPTIONS = "-c search_path=pg_catalog,pg_temp"

_SPECIAL = "rolsuper OR rolcreaterole OR rolreplication OR rolbypassrls"
# Numbers up to here are given by initdb, to what the server came with.
_OURS = 16383
# JSON of sentences, empty where nobody became more than the server and we made. What an extension
# brought counts as the server's: only the administrator puts in those that run with his rights.
FOREIGN = f"""
SELECT coalesce(json_agg(said ORDER BY said), '[]') FROM (
  SELECT format('the function %s belongs to %s', p.oid::regprocedure, r.rolname) AS said
  FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
  WHERE p.oid > {_OURS} AND ({_SPECIAL}) AND NOT EXISTS (
    SELECT FROM pg_depend d
    WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  UNION ALL
  SELECT format('the event trigger %I runs in sessions of everybody', e.evtname)
  FROM pg_event_trigger e WHERE NOT EXISTS (
    SELECT FROM pg_depend d
    WHERE d.classid = 'pg_event_trigger'::regclass AND d.objid = e.oid AND d.deptype = 'e')
  UNION ALL
  SELECT format('the role %I has special rights', rolname)
  FROM pg_roles WHERE oid > {_OURS} AND ({_SPECIAL})
  UNION ALL
  SELECT format('the role %I has the rights of %I', member.rolname, granted.rolname)
  FROM pg_auth_members m JOIN pg_roles member ON member.oid = m.member
  JOIN pg_roles granted ON granted.oid = m.roleid
  WHERE m.member > {_OURS} AND m.roleid <= {_OURS}
  UNION ALL
  SELECT format('settings hold for the administrator: %s', array_to_string(s.setconfig, ', '))
  FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole
  LEFT JOIN pg_database d ON d.oid = s.setdatabase
  WHERE r.rolsuper OR (s.setrole = 0 AND (d.oid IS NULL OR d.datname IN ('postgres', 'template1')))
) AS found
"""
