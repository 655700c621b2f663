"""`--help`, for people as click has it, and with `--json` as one document for programs."""

from __future__ import annotations

import inspect
import json
from typing import Any

import click


def before_command(words: list[str]) -> list[str]:
    """Our own words: behind `--` stands a command for the inside of a sandbox."""
    return words[: words.index("--")] if "--" in words else words


class Explained(click.Context):
    """The context of a command line whose words are the context's object."""

    def get_help(self) -> str:
        words: list[str] = self.find_object(list) or []
        if "--json" in before_command(words):
            return json.dumps(_document(self))
        return super().get_help()


def _document(context: click.Context) -> dict[str, Any]:
    command = context.command
    described = [_described(one, context) for one in command.get_params(context)]
    document = {
        "command": context.command_path,
        "usage": " ".join([context.command_path, *command.collect_usage_pieces(context)]),
        "help": inspect.cleandoc(command.help or "").replace("\b\n", ""),
        "arguments": [one for one in described if one["kind"] == "argument"],
        "options": [one for one in described if one["kind"] == "option"],
    }
    if isinstance(command, click.Group):
        texts = getattr(command, "texts", {})
        document["commands"] = [
            {"name": name, "help": texts.get(name, "")} for name in command.list_commands(context)
        ]
    return document


def _described(one: click.Parameter, context: click.Context) -> dict[str, Any]:
    """value: what kind of value it takes, None for a switch; default: None for none."""
    known = one.to_info_dict()
    switch = bool(known.get("is_flag") or known.get("count"))
    default = one.get_default(context, call=False)
    return {
        "kind": one.param_type_name,
        "name": one.name if isinstance(one, click.Argument) else max(one.opts, key=len),
        "names": list(one.opts) if isinstance(one, click.Option) else [],
        "help": known.get("help"),
        "required": one.required,
        "several": one.nargs != 1 or one.multiple,
        "value": None if switch else one.type.name,
        "default": default if isinstance(default, str | int | float | bool) else None,
    }
