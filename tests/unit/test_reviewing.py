"""What became of work that was handed over, as `status` says it."""

from __future__ import annotations

from sandbox.frontends.cli.commands.review import review_lines
from sandbox.model.handover.request import Handed, Remark
from sandbox.verbs.reviewing import Reviewed, paste_for

HANDED = Handed(
    title="Board",
    about="",
    branch="sandbox/anna/board",
    commit="c",
    url="https://forge.example/1",
    number=1,
    at=0.0,
)


def test_what_reviewers_say_with_a_text_for_the_assistant() -> None:
    """Who, where, what, and what to paste."""
    remark = Remark(by="Dev", text="Why not a list?", place="app/a.py:3")
    text = "\n".join(
        review_lines(Reviewed(handed=HANDED, state="open", remarks=(remark,), newer=True))
    )
    assert "not decided yet; `sandbox promote` adds what you changed since" in text
    assert "  Dev, app/a.py:3: Why not a list?" in text
    assert "    | A developer who reviews my change says about app/a.py:3:" in text
    assert "Paste what stands behind | to your assistant." in text
    assert '"Why not a list?"' in paste_for(remark)


def test_a_review_that_is_decided_or_cannot_be_asked() -> None:
    """In plain words."""
    for state, words in (("merged", "accepted"), ("closed", "without being taken")):
        assert words in review_lines(Reviewed(handed=HANDED, state=state))[0]
    quiet = review_lines(Reviewed(handed=HANDED, trouble="forge.example does not answer"))
    assert "(forge.example does not answer)" in quiet[-1]
    assert review_lines(None) == []
