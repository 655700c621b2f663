"""What nothing needs any more."""

from __future__ import annotations

from dataclasses import replace

from sandbox.model.prune import KnownImage, old_images, orphans, unclaimed
from tests.unit.model.samples import NETWORK, WANTED, other, seen

LATER = "9"


def image(tag: str, *, app: str = "shop", role: str = "golden", created: str = "1") -> KnownImage:
    return KnownImage(tag=tag, app=app, role=role, size=10, created=created)


def test_what_belongs_to_no_known_sandbox_goes() -> None:
    """Containers and networks whose sandbox the registry does not know."""
    found = orphans([seen(WANTED.app)], [NETWORK], frozenset())
    assert [(one.kind, one.name) for one in found] == [
        ("container", "shop-anna-app"),
        ("network", "sandbox-shop-anna"),
    ]


def test_what_a_known_sandbox_runs_stays() -> None:
    """And so does what bears no sandbox's name, such as the gateway."""
    nobody = replace(seen(WANTED.app), labels={"sandbox.role": "gateway"})
    assert orphans([seen(WANTED.app), nobody], [NETWORK], frozenset({"shop-anna"})) == []


def test_one_shot_leftovers_of_an_unknown_sandbox_go() -> None:
    """A killed command's containers are found by the sandbox's name as well."""
    found = orphans([other("job"), other("job-database")], [], frozenset())
    assert [one.name for one in found] == ["shop-anna--job", "shop-anna--job-database"]


def test_older_images_of_an_app_go_and_the_newest_of_each_kind_stays() -> None:
    """The newest is what the next `up` needs."""
    images = [
        image("golden:2", created="2"),
        image("golden:1", created="1"),
        image("app:1", role="app-image", created="0"),
    ]
    found = old_images(images, frozenset(), frozenset({"shop"}), before=LATER)
    assert [(one.name, one.why) for one in found] == [
        ("golden:1", "there is a newer one and nothing runs from it")
    ]


def test_an_image_that_something_runs_from_stays() -> None:
    """However old it is."""
    images = [image("golden:2", created="2"), image("golden:1", created="1")]
    assert old_images(images, frozenset({"golden:1"}), frozenset({"shop"}), before=LATER) == []


def test_images_of_an_app_that_nobody_has_go() -> None:
    """What was kept for a person, and the gateway's, are never among them."""
    images = [
        image("golden:1"),
        image("kept:1", role="kept"),
        image("gateway:1", app="", role="gateway-image"),
    ]
    found = old_images(images, frozenset(), frozenset(), before=LATER)
    assert [(one.name, one.why) for one in found] == [
        ("golden:1", "no sandbox of this app is left")
    ]


def test_of_our_own_images_the_newest_stays() -> None:
    """Gateway and mail catcher are made once for everybody, whatever apps there are."""
    images = [
        image(f"{role}:{version}", app="", role=f"{role}-image", created=version)
        for role in ("gateway", "mail")
        for version in "12"
    ]
    found = old_images(images, frozenset(), frozenset(), before=LATER)
    assert [one.name for one in found] == ["gateway:1", "mail:1"]


def test_an_image_that_was_just_made_stays() -> None:
    """Another person's `up` may be about to run from it, though nothing does yet."""
    images = [image("golden:1", created="1"), image("golden:2", created="2")]
    found = old_images(images, frozenset(), frozenset(), before="2")
    assert [one.name for one in found] == ["golden:1"]


def test_a_kept_server_that_is_on_record_is_claimed() -> None:
    """Only those that nothing stands for are left over."""
    images = [image("kept:1", role="kept"), image("kept:2", role="kept"), image("golden:1")]
    assert [one.tag for one in unclaimed(images, frozenset({"kept:1"}))] == ["kept:2"]
