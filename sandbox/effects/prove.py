"""The probes are asked at once: from beside each container, and of the database's server."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from sandbox import errors
from sandbox.effects.look import look_around
from sandbox.model.facts import ExecResult
from sandbox.model.proof import sql as probes_sql
from sandbox.model.proof.everything import Looked, inside_probes, outside_probes
from sandbox.model.proof.examined import Examined
from sandbox.model.proof.place import Place, is_private
from sandbox.model.proof.probes import COULD_NOT_RUN, Answer, Probe, Proof, Proven, Question, judge
from sandbox.model.proof.secrets import CANARY
from sandbox.model.proof.surroundings import Surroundings
from sandbox.model.routes import GATEWAY
from sandbox.model.stack import PLAIN_USER, ContainerSpec, Stack
from sandbox.ports import Ports

WAITS = (0.6, 5.0)  # seconds for what does not answer, and where that was too short
NOTHING_TO_RUN = (86, 87, 126, 127)
SQL_KINDS = ("sql", "value", "live")
OTHERS = ("65533:65533", "65532:65532")  # who tries from beside: no user of the app's


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """answers: by question; trouble: why there are none."""

    answers: Mapping[Question, Answer]
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What one container, or the server, was asked and answered."""

    probes: tuple[Probe, ...]
    heard: Heard


def prove(stack: Stack, production: Sequence[str], ports: Ports) -> Proof:
    """Try every way out of the sandbox. production: its hosts' patterns, as configured.

    Once more, and longer, where something could not be tried: a busy machine answers late.
    """
    began = time.monotonic()
    for seconds in WAITS:
        proof = _try_all(stack, production, ports, seconds)
        if not any(one.observed.startswith(COULD_NOT_RUN) for one in proof.probes):
            break
    return replace(proof, seconds=time.monotonic() - began)


def _try_all(stack: Stack, production: Sequence[str], ports: Ports, seconds: float) -> Proof:
    at = time.time()
    with ports.machine.listen() as ear:
        looked, around = look_around(stack, production, ear, ports)
        outside = outside_probes(stack, looked)
        with ThreadPoolExecutor(max_workers=4) as pool:
            inside = [
                pool.submit(_ask_inside, stack, spec, looked, around, ports, seconds)
                for spec in (stack.app, stack.database)
            ]
            sql = [one.question for one in outside if one.question[0] in SQL_KINDS]
            sql += [one.control.question for one in outside if one.control]
            server = pool.submit(ask_server, stack.database.name, sql, ports)
            told = [one.result() for one in inside]
            told.append(_Told(probes=outside, heard=server.result()))
        arrived = ear.heard()
    proven = tuple(line for one in told for line in _judged(one, arrived))
    return Proof(name=str(stack.name), at=at, seconds=0, probes=proven, on=looked.ids)


def what_docker_says(stack: Stack, looked: Looked) -> tuple[Proven, ...]:
    """Without trying anything."""
    return tuple(judge(one, {}) for one in outside_probes(stack, looked) if one.known)


def _judged(told: _Told, arrived: frozenset[bytes]) -> Iterator[Proven]:
    answers = dict(told.heard.answers)
    for question in answers:
        if question[0] in ("tcp", "udp") and bytes.fromhex(question[4]) in arrived:
            answers[question] = Answer(word="heard")
    for probe in told.probes:
        yield judge(probe, answers, told.heard.trouble)


def _ask_inside(
    stack: Stack,
    spec: ContainerSpec,
    looked: Looked,
    around: Surroundings,
    ports: Ports,
    seconds: float,
) -> _Told:
    """From beside the container: what is in it is the app's, and would answer what it likes."""
    found = looked.containers[spec.role]
    probes = inside_probes(_place(spec, found, ports), around)
    if found is None or not found.running:
        return _Told(probes=probes, heard=Heard(answers={}, trouble="it does not run"))
    try:
        user = _number(spec, ports)
        questions = tuple(_questions(probes))
        heard = _ask_beside(stack, spec, found, user, questions, ports, seconds)
        return _Told(probes=probes, heard=heard)
    except (errors.NotFound, errors.Busy, errors.WorkFailed, errors.ImageUnavailable) as error:
        return _Told(probes=probes, heard=Heard(answers={}, trouble=error.message))


def _ask_beside(
    stack: Stack,
    spec: ContainerSpec,
    found: Examined,
    user: str,
    questions: Sequence[Question],
    ports: Ports,
    seconds: float,
) -> Heard:
    """As somebody else, whom the app's processes can neither trace nor end; as the app's own user
    only what the kernel shows to nobody else. In a container of the gateway's image, in the network
    and among the processes of the other.

    Raises NotFound where there is no gateway.
    """
    other = next(one for one in OTHERS if one.partition(":")[0] != user.partition(":")[0])
    private = [one for one in questions if is_private(one)]
    public = _numbered(one for one in questions if not is_private(one))
    with ports.engine.beside(
        found.id,
        _own_image(ports),
        f"{stack.name}--job-probe-{spec.role}",
        _command(ports, seconds),
        user=other,
        labels=stack.name.labels("job"),
        env={CANARY: "1"},
    ) as finish:
        heard = [ask(f"{stack.name}--job-probe-{spec.role}", private, ports, seconds, user=user)]
        heard.append(_heard(finish(_lines(public)), public))
    answers = {question: said for one in heard for question, said in one.answers.items()}
    return Heard(answers=answers, trouble=" ".join(one.trouble for one in heard if one.trouble))


def _questions(probes: Iterable[Probe]) -> Iterator[Question]:
    for one in probes:
        yield one.question
        if one.control:
            yield one.control.question


def _place(spec: ContainerSpec, found: Examined | None, ports: Ports) -> Place:
    own = dict(spec.env).get("HOME")
    homes = ("/root", ports.machine.home(), *((own,) if own else ()))
    return Place(
        origin=spec.role,
        spec=spec,
        image=found.of_image if found else frozenset(),
        homes=tuple(dict.fromkeys(homes)),
    )


def _own_image(ports: Ports) -> str:
    """By the gateway's name: an app's image can bear any label."""
    found = ports.engine.containers({"sandbox.role": "gateway"})
    image = next((one.image for one in found if one.name == GATEWAY), None)
    if image is None:
        raise errors.NotFound("the gateway does not run", "`sandbox up` starts it")
    return image


def _number(spec: ContainerSpec, ports: Ports) -> str:
    """The user's number: another image does not know its name."""
    user = spec.user.partition(":")[0]
    if not user or user.isdigit():
        return spec.user
    users = (ports.engine.get_file(spec.name, "/etc/passwd") or b"").decode().splitlines()
    known = (line.split(":") for line in users)
    return next((f"{row[2]}:{row[3]}" for row in known if row[0] == user), spec.user)


def ask(
    container: str, questions: Iterable[Question], ports: Ports, seconds: float, *, user: str = ""
) -> Heard:
    """What the probe in the container answers; it runs in Python or in Perl."""
    numbered = _numbered(questions)
    try:
        result = ports.engine.execute(
            container,
            _command(ports, seconds),
            user=user,
            stdin=_lines(numbered),
            env={CANARY: "1"},
        )
    except (errors.NotFound, errors.Busy, errors.WorkFailed) as error:
        return Heard(answers={}, trouble=error.message)
    return _heard(result, numbered)


def _command(ports: Ports, seconds: float) -> tuple[str, ...]:
    folder = ports.files.resource("compose") / "prove"
    shell, python, perl = ((folder / n).read_text() for n in ("ask.sh", "probe.py", "probe.pl"))
    return ("sh", "-c", shell, "sh", python, perl, str(seconds))


def _lines(numbered: Mapping[str, Question]) -> list[bytes]:
    lines = ("\t".join((number, *question)) + "\n" for number, question in numbered.items())
    return ["".join(lines).encode()]


def _heard(result: ExecResult, numbered: Mapping[str, Question]) -> Heard:
    if result.code in NOTHING_TO_RUN:
        return Heard(answers={}, trouble="there is nothing in it to try with")
    found = {}
    for line in result.output.splitlines():
        number, word, detail = (*line.split("\t"), "", "")[:3]
        if number in numbered:
            found[numbered[number]] = Answer(word=word, detail=detail)
    return Heard(answers=found, trouble=result.errors.strip()[-200:])


def ask_server(container: str, questions: Iterable[Question], ports: Ports) -> Heard:
    """What the database's server answers the app's role."""
    numbered = _numbered(questions)
    try:
        result = ports.engine.execute(
            container,
            probes_sql.PSQL,
            user=PLAIN_USER,
            stdin=[probes_sql.script(numbered).encode()],
        )
    except (errors.NotFound, errors.Busy, errors.WorkFailed) as error:
        return Heard(answers={}, trouble=error.message)
    answers = probes_sql.answers(result.output, numbered)
    return Heard(answers=answers, trouble="" if answers else result.errors.strip()[-200:])


def _numbered(questions: Iterable[Question]) -> dict[str, Question]:
    """Each once, by a name for it."""
    return {f"q{number}": one for number, one in enumerate(dict.fromkeys(questions))}
