"""The pull request's text."""

from __future__ import annotations

from sandbox.model.handover.merging import Collision
from sandbox.model.proof.probes import Proof, Proven
from sandbox.review.finding import Checked, Finding, fenced
from sandbox.review.text import MOST, Handover, body
from tests.unit.review.changes import change, file

ADDRESS = "10.99.98.97:5432"
PROVEN = Proven(group="far", tried="connect to | production", target=ADDRESS, origin="app",
                expected="no way", observed="no way there", ok=True)  # fmt: skip
PROOF = Proof(name="a-b", at=0.0, seconds=1.0, probes=(PROVEN, PROVEN), on={})


def handover(**more: object) -> Handover:
    found = Finding(
        check="x", severity="blocks", file="a.py", line=2, contributor="c", reviewer="bad"
    )
    usual: dict[str, object] = {
        "about": "It shows all shipments.",
        "who": "Anna",
        "branch": "sandbox/anna/board",
        "address": "https://git.example/app.git",
        "change": change(file("a.py", "x = 1")),
        "checked": (
            Checked(check="x", title="X", findings=(found,)),
            Checked(check="y", title="Y", unchecked="no | tests"),
        ),
        "room": ("it builds",),
        "proof": PROOF,
    }
    return Handover(**{**usual, **more})  # type: ignore[arg-type]


def test_a_text_for_developers() -> None:
    """Words, findings by weight, checks, what could not be checked, files, how to try it."""
    text = body(handover())
    assert text.startswith("It shows all shipments.\n")
    assert "## Must be mended\n- `a.py:2`: bad\n" in text
    assert "| Y | could not check: no \\| tests |" in text
    assert "- `a.py` +1 −0 (new)" in text
    assert "sandbox up https://git.example/app.git --branch sandbox/anna/board" in text


def test_the_proof_without_the_addresses_of_a_persons_machine() -> None:
    """What was tried and how often."""
    text = body(handover())
    assert "2 of 2 attempts to get out failed" in text
    assert "| connect to \\| production | 2 | app | ✓ in vain |" in text
    assert ADDRESS not in text


def test_a_text_that_is_too_long_is_cut_at_its_end() -> None:
    """Whole lines, and it says so."""
    files = [file(f"folder/{number:05}/{'x' * 2000}.py", "x") for number in range(40)]
    text = body(handover(change=change(*files), about="The point."))
    assert len(text) <= MOST + 100
    assert text.startswith("The point.\n")
    assert text.endswith("(cut here: the text became too long)\n")


def test_collisions_are_said_first() -> None:
    """Who changed it, and where."""
    one = Collision(file="a.py", by="Dev", commit="d" * 40, subject="other")
    text = body(handover(collisions=(one,)))
    assert "- `a.py`, changed by Dev in dddddddddd (other)" in text
    assert text.index("Does not merge yet") < text.index("Must be mended")


def test_what_a_person_wrote_hides_nothing_that_follows() -> None:
    """A fence that is left open, a tag that ends another, bytes that are no text."""
    text = body(handover(about="Look:\r\n```\n</details> \udce9"))
    assert "\n&lt;/details> \\udce9\n```\n" in text
    assert "## Must be mended" in text.split("```\n")[2]
    text.encode()


def test_what_a_program_said_ends_no_fence() -> None:
    """Word for word, but for fences of its own."""
    assert fenced("a\n```\nb") == "```\na\n` ` `\nb\n```"
