"""The engine as the verbs see it."""

from __future__ import annotations

from sandbox.adapters.docker.beside import BesideCalls
from sandbox.adapters.docker.examine import ExamineCalls
from sandbox.adapters.docker.gateway import GatewayCalls
from sandbox.adapters.docker.images import ImageCalls


class DockerEngine(GatewayCalls, BesideCalls, ExamineCalls, ImageCalls):
    """Docker's engine: containers, networks, images, commands inside, the gateway."""
