"""Who has special rights in a sandbox's server: nobody but its administrator."""

from __future__ import annotations

from sandbox.model.stack import APP_ROLE

# Reads all rows of the app's, for taking them out: policies bind even the owner where he says so.
# It owns nothing, and can write where the app can. Nobody gets in by it but from inside.
KEEPER_ROLE = "keeper"
KEEPER = f"""
SELECT 'CREATE ROLE {KEEPER_ROLE} LOGIN BYPASSRLS IN ROLE {APP_ROLE}'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{KEEPER_ROLE}') \\gexec
SELECT 'GRANT pg_read_all_data TO {KEEPER_ROLE}'
WHERE EXISTS (SELECT FROM pg_roles WHERE rolname = 'pg_read_all_data') \\gexec
"""

_SPECIAL = "rolsuper OR rolcreaterole OR rolreplication OR rolbypassrls"
# Numbers up to here are given by initdb, to what the server came with.
_OURS = 16383
# Sentences, none where nobody became more than the server and we made. What an extension brought
# counts as the server's: only the administrator puts in those that run with his rights.
_FOUND = f"""
  SELECT format('the function %s belongs to %s', p.oid::regprocedure, r.rolname) AS said
  FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
  WHERE p.oid > {{since}} AND ({_SPECIAL}) AND NOT EXISTS (
    SELECT FROM pg_depend d
    WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  UNION ALL
  SELECT format('the view %s reads with the rights of %s', c.oid::regclass, r.rolname)
  FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
  WHERE c.oid > {{since}} AND c.relkind IN ('v', 'm') AND ({_SPECIAL}) AND NOT EXISTS (
    SELECT FROM pg_depend d
    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  UNION ALL
  SELECT format('the event trigger %I runs in sessions of everybody', e.evtname)
  FROM pg_event_trigger e WHERE NOT EXISTS (
    SELECT FROM pg_depend d
    WHERE d.classid = 'pg_event_trigger'::regclass AND d.objid = e.oid AND d.deptype = 'e')
  UNION ALL
  SELECT format('the role %I has special rights', rolname)
  FROM pg_roles WHERE oid > {_OURS} AND ({_SPECIAL})
  AND NOT (rolname = '{KEEPER_ROLE}' AND NOT (rolsuper OR rolcreaterole OR rolreplication))
  UNION ALL
  SELECT format('the role %I has the rights of %I', member.rolname, granted.rolname)
  FROM pg_auth_members m JOIN pg_roles member ON member.oid = m.member
  JOIN pg_roles granted ON granted.oid = m.roleid
  WHERE m.member > {_OURS} AND (m.roleid <= {_OURS} OR granted.rolname = '{KEEPER_ROLE}')
  AND NOT (member.rolname = '{KEEPER_ROLE}' AND granted.rolname = 'pg_read_all_data')
  UNION ALL
  SELECT format('settings hold for the administrator: %s', array_to_string(s.setconfig, ', '))
  FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole
  LEFT JOIN pg_database d ON d.oid = s.setdatabase
  WHERE r.rolsuper OR (s.setrole = 0 AND (d.oid IS NULL OR d.datname IN ('postgres', 'template1')))
"""


def _sentences(since: int) -> str:
    found = _FOUND.format(since=since)
    return f"SELECT coalesce(json_agg(said ORDER BY said), '[]') FROM ({found}) AS found"


FOREIGN = _sentences(_OURS)
"""SQL for JSON of sentences, in the database that one is connected to."""
SERVERS_OWN = f"SELECT count(*) FROM ({_FOUND.format(since=0)}) AS found"
"""The same question about what the server came with: how much of that is found."""
