"""The tasks of the project: ``nox`` runs those of the gate, ``nox -s NAME`` one, ``nox -l`` lists
them.

Each task installs what it needs into an environment of its own; ``nox -R`` uses that of the last
run again without installing anything. Arguments after ``--`` go to the tool: ``nox -s tests --
tests/test_dates.py``.
"""

from __future__ import annotations

import nox

nox.needs_version = ">=2024.10.9"
nox.options.sessions = ["lint", "types", "docs", "tests"]
nox.options.reuse_existing_virtualenvs = True


@nox.session
def lint(session: nox.Session) -> None:
    """Format and lint."""
    session.install("ruff>=0.12")
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".", *session.posargs)


@nox.session
def types(session: nox.Session) -> None:
    """The types of the package, its tests and its tools."""
    session.install("-e", ".[dev]")
    session.run("mypy", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """The tests, on all cores."""
    session.install("-e", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session
def engines(session: nox.Session) -> None:
    """The tests that the gate skips, because what they need takes minutes to install: those of Ray,
    Spark, and the recipes.
    """
    session.install(
        "-e",
        ".[test,ray,spark]",
        "polars",
        "duckdb",
        "datasets",
        "datatrove",
        "orjson",
        "regex",
        "matplotlib",
    )
    # These libraries warn about themselves. The machine of Java that Spark starts keeps the folder
    # in which it was started: recipes, which have one of their own, need one of their own.
    for tests in ("engines", "cookbook", "notebooks"):
        session.run(
            *("pytest", "-n", "0", "-W", "default", "-p", "no:unraisableexception"),
            *(f"tests/test_{tests}.py", *session.posargs),
        )


@nox.session
def goldens(session: nox.Session) -> None:
    """Write the records in tests/golden again; then read the diff."""
    session.install("-e", ".[test]")
    session.run("pytest", "--update-goldens", "tests/test_goldens.py", *session.posargs)


@nox.session
def freeze(session: nox.Session) -> None:
    """Whether any record or label differs from its stored digest."""
    session.install("-e", ".[test]")
    session.run(
        "python", "tools/freeze.py", "--only", "tests/", "--only", "samples/", *session.posargs
    )


@nox.session
def search(session: nox.Session) -> None:
    """Properties, on thousands of new random inputs; the gate always tries the same ones."""
    session.install("-e", ".[test]")
    session.run("pytest", "--hypothesis-profile=search", "-m", "hypothesis", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Branch coverage of the tests, including the processes that they start."""
    session.install("-e", ".[test]")
    session.run("bash", ".ci/coverage", *session.posargs, external=True)


@nox.session
def mutants(session: nox.Session) -> None:
    """How many small faults in the modules that decide a test notices; ``-- --help`` says more."""
    session.install("-e", ".[test]")
    session.run("python", "tools/mutants.py", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """The site, in docs/_build; a generated page that is out of date or a dead link is an error."""
    session.install("-e", ".[docs]")
    for tool in ("architecture", "formats", "reference"):
        session.run("python", f"tools/{tool}.py", "--check")
    session.run("sphinx-build", "-W", "--keep-going", "-b", "html", "docs", "docs/_build")


@nox.session
def bench(session: nox.Session) -> None:
    """How fast it is, beside other extractors; ``-- --help`` says more."""
    session.install(".", "trafilatura", "justext", "lxml_html_clean", "resiliparse")
    session.run("python", "benchmarks/table.py", *session.posargs)
