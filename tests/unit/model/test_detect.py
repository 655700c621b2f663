"""From a repository, as it is, to the app's specification."""

from __future__ import annotations

import pytest

from sandbox.errors import UsageError
from sandbox.model.settings.detect import detect, is_interesting
from sandbox.model.settings.spec import AppSpec, Mount, RepositoryView

DOCKERFILE = """
FROM python:3.11-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
EXPOSE 8000
CMD ["uvicorn", "shop.main:app", "--host", "0.0.0.0"]
"""


def view(**texts: str) -> RepositoryView:
    """Files by path, with "/" and "." written as "__" and "_dot_"."""
    files = {path.replace("__", "/").replace("_dot_", "."): text for path, text in texts.items()}
    files.setdefault("Dockerfile", DOCKERFILE)
    return RepositoryView(paths=frozenset(files), texts=files)


def found(files: RepositoryView, *, recipe: str = "", rows: int | None = None) -> AppSpec:
    return detect(files, app="shop", recipe=recipe, rows=rows)


def test_an_ordinary_app_needs_no_configuration() -> None:
    """Dockerfile, alembic.ini and requirements say everything."""
    spec = found(
        view(
            alembic_dot_ini="[alembic]\nscript_location = migrations\n",
            requirements_dot_txt="fastapi\npsycopg[binary]==3.2\n",
            shop__main_dot_py="",
            migrations__env_dot_py="",
        )
    )
    assert spec.bases == ("python:3.11-slim",)
    assert spec.port == 8000
    assert spec.health == "/"
    assert spec.command[-1] == "--reload"
    assert spec.mounts == (Mount(source=".", target="/app"),)
    assert spec.workdir == "/app"
    assert spec.database.driver == "psycopg"
    assert spec.database.migrate == ("alembic", "upgrade", "head")
    assert spec.database.migrations == ("alembic.ini", "migrations")
    assert spec.build_inputs == ("Dockerfile", "requirements.txt")


def test_an_app_without_a_dockerfile_is_refused_in_plain_words() -> None:
    """The error says who can help."""
    with pytest.raises(UsageError) as caught:
        found(RepositoryView(paths=frozenset({"main.py"}), texts={}))
    assert caught.value.message == "this app cannot be started yet: it has no Dockerfile"
    assert caught.value.hint is not None
    assert "developer" in caught.value.hint


def test_the_configuration_wins_over_what_is_found() -> None:
    """Every key of sandbox.toml that detection could guess."""
    spec = found(
        view(
            ops__Dockerfile=DOCKERFILE,
            alembic_dot_ini="[alembic]\nscript_location = migrations\n",
            sandbox_dot_toml="""
                [app]
                dockerfile = "ops/Dockerfile"
                port = 9000
                health = "/up"
                command = ["python", "-m", "shop"]
                start_seconds = 5
                reconnects = true
                [database]
                image = "postgres:16"
                url_variable = "DB"
                driver = ""
                migrate = ["./migrate.sh"]
                migrations = ["sql"]
                extensions = ["citext"]
                [seed]
                rows = 7
                [limits]
                memory_mb = 256
                [images]
                "postgres:16" = "mirror.test/postgres:16"
            """,
        )
    )
    assert (spec.dockerfile, spec.port, spec.health) == ("ops/Dockerfile", 9000, "/up")
    assert spec.command == ("python", "-m", "shop")
    assert (spec.start_seconds, spec.reconnects) == (5, True)
    assert (spec.database.image, spec.database.url_variable) == ("postgres:16", "DB")
    assert spec.database.driver == ""
    assert spec.database.migrate == ("./migrate.sh",)
    assert spec.database.migrations == ("sql",)
    assert spec.database.extensions == ("citext",)
    assert spec.seed.rows == 7
    assert spec.limits.memory_mb == 256
    assert spec.images == (("postgres:16", "mirror.test/postgres:16"),)


def test_rows_that_were_typed_win_over_the_configuration() -> None:
    """`--rows` is the nearest word."""
    assert found(view(sandbox_dot_toml="[seed]\nrows = 7\n"), rows=0).seed.rows == 0


def test_the_maintainers_recipe_replaces_ours() -> None:
    """A recipe in the repository is theirs and has to fit; ours may be passed over."""
    theirs = found(
        view(sandbox_dot_toml='[seed]\nrecipe = "seed.toml"\n', seed_dot_toml="# theirs"),
        recipe="# ours",
    )
    assert (theirs.seed.recipe, theirs.seed.ours) == ("# theirs", False)
    ours = found(view(), recipe="# ours")
    assert (ours.seed.recipe, ours.seed.ours) == ("# ours", True)


def test_a_recipe_that_is_not_there_is_named() -> None:
    """A misspelt path is an error of the configuration."""
    with pytest.raises(UsageError, match=r"seeds/x\.toml is not in the repository"):
        found(view(sandbox_dot_toml='[seed]\nrecipe = "seeds/x.toml"\n'))


@pytest.mark.parametrize(
    ("requirements", "driver"),
    [
        ("psycopg==3.1", "psycopg"),
        ("psycopg[binary]", "psycopg"),
        ("psycopg2-binary==2.9", "psycopg2"),
        ("asyncpg", "asyncpg"),
        ("pg8000", "pg8000"),
        ("asyncpg\npsycopg2", "psycopg2"),
        ("flask", ""),
    ],
)
def test_the_driver_is_read_from_the_requirements(requirements: str, driver: str) -> None:
    """The address has to name the one that is installed."""
    assert found(view(requirements_dot_txt=requirements)).database.driver == driver


@pytest.mark.parametrize(
    ("location", "folder"),
    [
        ("migrations", "back/migrations"),
        ("%(here)s/db/alembic", "back/db/alembic"),
        ("./m/", "back/m"),
    ],
)
def test_migrations_in_a_subfolder_are_found(location: str, folder: str) -> None:
    """alembic.ini may lie anywhere, and its location is relative to it."""
    spec = found(view(back__alembic_dot_ini=f"[alembic]\nscript_location = {location}\n"))
    assert spec.database.migrate == ("alembic", "-c", "back/alembic.ini", "upgrade", "head")
    assert spec.database.migrations == ("back/alembic.ini", folder)


def test_a_location_absolute_in_the_image_is_found_in_the_repository() -> None:
    """The image's folder is the mounted workspace, so /app/migrations is migrations."""
    spec = found(view(alembic_dot_ini="[alembic]\nscript_location = /app/migrations\n"))
    assert "migrations" in spec.database.migrations


def test_an_unreadable_alembic_ini_is_an_error_in_plain_words() -> None:
    """Not a bug of ours."""
    with pytest.raises(UsageError, match=r"alembic\.ini"):
        found(view(alembic_dot_ini="script_location = migrations\n"))


def test_an_app_without_migrations_has_none() -> None:
    """Nothing is run that is not there."""
    assert found(view()).database.migrate == ()


def test_example_values_fill_the_environment_and_the_configuration_wins() -> None:
    """What the maintainers publish as examples gets in; a real .env never does."""
    spec = found(
        view(
            _dot_env_dot_example='export A="1"\nB=two # words\nDATABASE_URL=postgres://x\n# C=3\n',
            _dot_env="SECRET=1",
            sandbox_dot_toml='[env]\nA = "9"\n',
        )
    )
    assert dict(spec.env)["A"] == "9"
    assert dict(spec.env)["B"].startswith("two")
    assert not {"SECRET", "DATABASE_URL", "C"} & set(dict(spec.env))
    assert not is_interesting(".env")


def test_a_port_in_the_command_is_found() -> None:
    """Where nothing is exposed."""
    text = 'FROM a\nCMD ["gunicorn", "shop", "--bind", "0.0.0.0:5000"]\n'
    assert found(view(Dockerfile=text)).port == 5000
    assert found(view(Dockerfile="FROM a\nCMD uvicorn a:b --port 7000\n")).port == 7000
    assert found(view(Dockerfile="FROM a\n")).port == 8000


def test_folders_that_the_image_copies_are_mounted_one_by_one() -> None:
    """Where the whole repository is not copied, only what is."""
    spec = found(
        view(
            Dockerfile="FROM a\nWORKDIR /app\nCOPY setup.cfg .\nCOPY shop/ shop/\n",
            setup_dot_cfg="",
            shop__main_dot_py="",
            docs__x_dot_md="",
        )
    )
    assert spec.mounts == (Mount(source="shop", target="/app/shop"),)
    assert spec.build_inputs == ("Dockerfile", "setup.cfg")


def test_what_the_image_depends_on_is_known() -> None:
    """Lists of dependencies anywhere, the ignore file, and single files it copies."""
    spec = found(
        view(
            requirements__prod_dot_txt="",
            web__package_dot_json="",
            uv_dot_lock="",
            _dot_dockerignore="",
            shop__main_dot_py="",
        )
    )
    assert {"web/package.json", "uv.lock", ".dockerignore"} <= set(spec.build_inputs)
    assert "shop/main.py" not in spec.build_inputs


def at(path: str, text: str = DOCKERFILE, **others: str) -> RepositoryView:
    """A repository whose configuration names `path` as the Dockerfile."""
    files = {path: text, "sandbox.toml": f'[app]\ndockerfile = "{path}"\n', **others}
    return RepositoryView(
        paths=frozenset(files), texts={one: files[one] for one in files if is_interesting(one)}
    )


@pytest.mark.parametrize(
    "path",
    [
        "docker/prod.df",
        "deploy/api.Dockerfile",
        "Containerfile",
        "ops/dockerfile.prod",
        "docker/api",
        "Dockerfile.web",
    ],
)
def test_a_dockerfile_of_another_name_is_read(path: str) -> None:
    """Where the configuration names it."""
    spec = found(at(path))
    assert spec.dockerfile == path
    assert spec.bases == ("python:3.11-slim",)
    assert path in spec.build_inputs


def test_a_dot_in_front_of_its_path_means_nothing() -> None:
    """As people write it."""
    files = at("./Dockerfile")
    files = RepositoryView(
        paths=files.paths | {"Dockerfile"}, texts={**files.texts, "Dockerfile": DOCKERFILE}
    )
    assert found(files).dockerfile == "Dockerfile"


def test_a_dockerfile_elsewhere_is_pointed_out() -> None:
    """The hint is the line to write."""
    files = RepositoryView(paths=frozenset({"ops/Dockerfile"}), texts={"ops/Dockerfile": "FROM x"})
    with pytest.raises(UsageError, match="it has no Dockerfile") as caught:
        found(files)
    assert 'write `dockerfile = "ops/Dockerfile"` under [app]' in str(caught.value.hint)


@pytest.mark.parametrize("spoilt", ["# Gr\ufffd\ufffde", "R\x00U\x00N"])
def test_a_dockerfile_that_is_no_text_names_the_line(spoilt: str) -> None:
    """Code 2: it could not be handed to the builder."""
    with pytest.raises(UsageError, match="Dockerfile cannot be read: line 2 is not in UTF-8"):
        found(view(Dockerfile=f"FROM debian\n{spoilt}\n"))


@pytest.mark.parametrize(
    "lines", ["COPY . /", "COPY . .", "WORKDIR /tmp\nCOPY . .", "COPY . /proc/1"]
)
def test_code_among_the_systems_files_is_refused(lines: str) -> None:
    """The person's copy would hide the whole system of the container."""
    with pytest.raises(UsageError, match="among the system's own files") as caught:
        found(view(Dockerfile=f"FROM debian\n{lines}\n"))
    assert "WORKDIR /app" in str(caught.value.hint)


def test_a_folder_that_would_hide_others_is_built_in() -> None:
    """One for the system's folder, or two for one: their change makes a new image."""
    copies = "COPY conf/ /etc/\nCOPY one/ /app/\nCOPY two/ /app/\nCOPY web /web\n"
    spec = found(
        view(Dockerfile=f"FROM debian\n{copies}", conf__a="", one__b="", two__c="", web__d="")
    )
    assert spec.mounts == (Mount(source="web", target="/web"),)
    assert spec.build_inputs == ("Dockerfile", "conf/a", "one/b", "two/c")


def test_an_example_value_that_no_variable_can_hold_is_passed_over() -> None:
    """A stray NUL in the maintainers' file stops nobody."""
    spec = found(view(_dot_env_dot_example="A=1\nB=x\x00y\n"))
    assert dict(spec.env)["A"] == "1"
    assert "B" not in dict(spec.env)
