"""The mail catcher: started beside the app, emptied with the data."""

from __future__ import annotations

from collections.abc import Callable

from sandbox import errors
from sandbox.effects.definitions import definition, definition_image
from sandbox.model.outside.mail import FOLDER, ClearMail, StartMail
from sandbox.ports import Ports

Say = Callable[[str], None]


def mail_image(ports: Ports) -> str:
    """The image that is wanted; whether it is there is another matter."""
    return definition_image("mail", ports)


def start_mail(step: StartMail, ports: Ports, say: Say) -> None:
    """Raises WorkFailed where its image cannot be made."""
    engine, wanted = ports.engine, step.container
    _make_image(wanted.image, ports, say)
    engine.remove(wanted.name)
    engine.create(wanted)
    engine.start(wanted.name)


def _make_image(image: str, ports: Ports, say: Say) -> None:
    if ports.engine.image(image):
        return
    with ports.locks.hold("mail", seconds=600, doing="making the mail catcher"):
        if ports.engine.image(image):
            return
        say("building the mail catcher (once)")
        labels = {"sandbox.role": "mail-image"}
        try:
            ports.engine.build(
                image, definition("mail", ports), "Dockerfile", labels=labels, on_line=say
            )
        except errors.BuildFailed as error:
            error.message = "the mail catcher could not be made"
            error.hint = (
                "run `sandbox up` again when the machine is online; an app that sends no mail can "
                "do without: `[mail] enabled = false` in sandbox.toml"
            )
            raise


def clear_mail(step: ClearMail, ports: Ports, say: Say) -> None:
    """Behind the person's back."""
    ports.engine.execute_detached(step.name, ("sh", "-c", f"rm -f {FOLDER}/*"))
