"""What Docker itself says, asked through its own command: what is left, and what it is like."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import tarfile
import urllib.request
from typing import Any

GATEWAY = "sandbox-gateway"
KINDS = {
    "container": ("ps", "-a", "--format", "{{.Names}}"),
    "network": ("network", "ls", "--format", "{{.Name}}"),
    "volume": ("volume", "ls", "--format", "{{.Name}}"),
}


def docker(*words: str, check: bool = True) -> str:
    """Standard output of one docker command."""
    run = subprocess.run(["docker", *words], capture_output=True, text=True, check=False)
    assert not check or run.returncode == 0, f"docker {' '.join(words)}: {run.stderr}"
    return run.stdout


def inspect(name: str, kind: str = "container") -> dict[str, Any]:
    document: dict[str, Any] = json.loads(docker("inspect", "--type", kind, name))[0]
    return document


def address_of(container: str, network: str) -> str:
    """The container's IPv4 address in `network`."""
    return str(inspect(container)["NetworkSettings"]["Networks"][network]["IPAddress"])


def left_of(user: str) -> list[str]:
    """Everything that bears the user's label: "container NAME", "network NAME", "volume NAME"."""
    return [
        f"{kind} {name}"
        for kind, words in KINDS.items()
        for name in docker(*words, "--filter", f"label=sandbox.user={user}").split()
    ]


def containers_of(name: str) -> list[str]:
    """The containers of one sandbox, sorted."""
    found = docker("ps", "-a", "--format", "{{.Names}}", "--filter", f"label=sandbox.name={name}")
    return sorted(found.split())


def images_of(app: str) -> set[str]:
    """Tags, or ids where there is no tag, of the images that bear the app's label."""
    form = "{{.Repository}}:{{.Tag}} {{.ID}}"
    listed = docker("images", "--format", form, "--filter", f"label=sandbox.app={app}")
    pairs = (line.split() for line in listed.splitlines())
    return {number if "<none>" in tag else tag for tag, number in pairs}


def load_image(tag: str, labels: dict[str, str], *, created: str) -> None:
    """An image of one file that says it was made at `created` (RFC 3339)."""
    layer = archive({"file": b"x" * (1 << 16)})
    digest = hashlib.sha256(layer).hexdigest()
    config = {
        "architecture": "amd64",
        "os": "linux",
        "created": created,
        "config": {"Labels": labels},
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{digest}"]},
    }
    manifest = [{"Config": "config.json", "RepoTags": [tag], "Layers": ["layer.tar"]}]
    whole = archive(
        {
            "layer.tar": layer,
            "config.json": json.dumps(config).encode(),
            "manifest.json": json.dumps(manifest).encode(),
        }
    )
    subprocess.run(["docker", "load"], input=whole, capture_output=True, check=True)


def archive(files: dict[str, bytes]) -> bytes:
    """A tar file."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return content.getvalue()


def remove_images(*tags: str) -> None:
    if tags:
        docker("image", "rm", "--force", *tags, check=False)


def web_page(address: str, port: int) -> str:
    """What a web server says to this machine."""
    with urllib.request.urlopen(f"http://{address}:{port}/", timeout=60) as page:
        return str(page.read().decode())


def subnet_of(network: str) -> str:
    """In CIDR notation."""
    return docker("network", "inspect", "-f", "{{(index .IPAM.Config 0).Subnet}}", network).strip()
