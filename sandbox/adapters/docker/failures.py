"""A build's failure in words that a person can use."""

from __future__ import annotations

from sandbox import errors
from sandbox.model.lastwords import last_words, tail, without_summary


def build_failed(said: str) -> errors.BuildFailed:
    reason = last_words(said) or "it said nothing"
    return errors.BuildFailed(
        f'the app could not be built: it stopped with "{reason}"',
        "show this to your assistant, let it mend the Dockerfile or the list of dependencies, "
        "then run `sandbox up` again",
        detail=tail(without_summary(said), 40),
    )
