"""What became of the work that was handed over."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from sandbox import errors
from sandbox.model.handover.request import Handed, Remark
from sandbox.model.records import SandboxRecord, Work
from sandbox.ports import Ports
from sandbox.verbs.handed import last_handed


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """state: "open", "merged" or "closed", "" where the host was not asked or cannot be;
    remarks: of reviewers, the oldest first; newer: whether there is work since; trouble: why the
    host did not say."""

    handed: Handed
    state: str = ""
    remarks: tuple[Remark, ...] = ()
    newer: bool = False
    trouble: str | None = None


def reviewed(
    record: SandboxRecord, work: Work | None, ports: Ports, *, ask: bool
) -> Reviewed | None:
    """None where nothing was handed over. ask: whether the review's host is asked."""
    handed = last_handed(record.name, ports)
    if handed is None or not handed.url:
        return None
    newer = work is not None and handed.fingerprint != fingerprint(record, work, ports)
    if handed.number is None or not ask:
        return Reviewed(handed=handed, newer=newer)
    try:
        remote = ports.desks.open(record.name, record.source).remote
        review = ports.hosts.review(remote, handed.number, said=handed.host, api=handed.api)
    except errors.SandboxError as error:
        return Reviewed(handed=handed, newer=newer, trouble=error.message)
    return Reviewed(handed=handed, state=review.state, remarks=review.remarks, newer=newer)


def fingerprint(record: SandboxRecord, work: Work, ports: Ports) -> str:
    """Of what could be handed over: the same as long as no file changes."""
    changed = ports.repositories.digests(Path(record.workspace), work.changed)
    text = json.dumps([work.head, sorted(work.changed), changed], sort_keys=True)
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


def paste_for(remark: Remark) -> str:
    """For the assistant."""
    place = f" about {remark.place}" if remark.place else ""
    return (
        f'A developer who reviews my change says{place}: "{remark.text.strip()}" Do what is asked '
        "for, or explain to me in plain words why it should stay; then run the app's tests."
    )
