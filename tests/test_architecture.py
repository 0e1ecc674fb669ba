"""The rules of the house that a linter does not know: lengths, names, what may be imported when, the public surface."""

from __future__ import annotations

import ast
import doctest
import importlib
import os
import pkgutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tracker

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("tracker", "training", "evals", "benchmarks", "tests")
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))

MODULE_LINES = 400
FUNCTION_LINES = 60
COMMAND_LINES = 40
# Names under which anything fits, and so everything ends up.
REFUSED_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "base", "core", "tools"}

# What costs time to import and what `--help` has no need of.
HEAVY = {
    "huggingface_hub",
    "jinja2",
    "matplotlib",
    "numpy",
    "onnxruntime",
    "openpyxl",
    "pyarrow",
    "rapidfuzz",
    "rich",
    "sentencex",
    "sqlite3",
    "sqlite_utils",
    "tokenizers",
    "torch",
    "trafilatura",
    "transformers",
    "vl_convert",
}
MODEL_RUNNERS = {"onnxruntime", "sentencex", "tokenizers", "torch", "transformers"}

ROOMS = [{"terminal", "pages"}, {"exports"}, {"contents"}, {"wording"}]
LAYERS = [
    {"__main__"},
    {"cli"},
    {"adding"},
    {"pipeline", "reporting", "tuning"},
    {"settings", "ingest", "attribution", "claims", "certainty", "contradiction", "report", "store"},
    {"segment", "furniture", "models", "period", "measures", "stems", "identity"},
    {"records"},
    {"errors"},
    {"secrets"},
]


def name_of(path: Path) -> str:
    """A module's path from the root of the project, as a test's name."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_command(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function is a typer command: ``@app.command()`` or ``@app.callback()``."""
    calls = [node.func if isinstance(node, ast.Call) else node for node in function.decorator_list]
    return any(isinstance(call, ast.Attribute) and call.attr in ("command", "callback") for call in calls)


def pyproject() -> dict[str, Any]:
    """The project's own settings."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def modules_after(code: str, folder: Path) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after `code`, run in `folder`."""
    script = f"import sys\ntry:\n    {code}\nexcept SystemExit: pass\nprint('\\nMODULES', *sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("MODULES "))
    return {name.partition(".")[0] for name in line.split()[1:]}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_one_idea(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MODULE_LINES
    assert path.stem not in REFUSED_NAMES
    assert path.parent.name not in REFUSED_NAMES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_functions_are_short(path: Path) -> None:
    lengths = {
        f"{function.name}, line {function.lineno}": (
            (function.end_lineno or 0) - function.lineno + 1,
            COMMAND_LINES if is_command(function) else FUNCTION_LINES,
        )
        for function in functions(path)
    }
    assert {name: length for name, (length, limit) in lengths.items() if length > limit} == {}


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    assert modules_after("from tracker.cli import main; main(['--help'])", tmp_path) & HEAVY == set()


def test_importing_the_package_loads_nothing_heavy(tmp_path: Path) -> None:
    assert modules_after("import tracker", tmp_path) & HEAVY == set()


@pytest.mark.parametrize("question", [["claims", "bridge"], ["who", "Ada"], ["sources"], ["report"]])
def test_a_question_loads_no_model(question: list[str], tmp_path: Path) -> None:
    code = (
        "from tracker.store import Store; Store.open('t.db').close(); "
        f"from tracker.cli import main; main([*{question!r}, '--db', 't.db'])"
    )
    assert modules_after(code, tmp_path) & MODEL_RUNNERS == set()


def test_the_public_names_are_those_promised() -> None:
    assert {name for name in dir(tracker) if not name.startswith("_")} == set(tracker.__all__)
    assert len(tracker.__all__) == len(set(tracker.__all__)) <= 15
    for name in tracker.__all__:
        assert getattr(tracker, name) is not None


def test_what_is_public_is_documented() -> None:
    public = {name: getattr(tracker, name) for name in tracker.__all__ if name[0] != "_"}
    assert [name for name, value in public.items() if callable(value) and not value.__doc__] == []


@pytest.mark.parametrize(("container", "layers"), [("tracker", LAYERS), ("tracker.report", ROOMS)])
def test_the_layers_are_those_of_the_house(container: str, layers: list[set[str]]) -> None:
    contracts = [c for c in pyproject()["tool"]["importlinter"]["contracts"] if c["type"] == "layers"]
    (contract,) = (c for c in contracts if c["containers"] == [container])
    assert contract["exhaustive"] is True
    assert "ignore_imports" not in contract
    assert [{name.strip(" ()") for name in layer.split("|")} for layer in contract["layers"]] == layers


def test_every_module_has_a_layer() -> None:
    known = set().union(*LAYERS)
    assert {module.name for module in pkgutil.iter_modules(tracker.__path__)} <= known


def test_no_module_of_ours_is_exempt_from_types() -> None:
    overrides = pyproject()["tool"]["mypy"].get("overrides", [])
    theirs = {name.partition(".")[0] for override in overrides for name in override["module"]}
    assert theirs & set(FOLDERS) == set()


def test_an_install_does_not_bring_pytorch() -> None:
    project = pyproject()["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    assert [line for line in wanted if line.startswith(("torch", "onnx>", "safetensors"))] == []


# tracker.__main__ runs the program when it is imported as one; it holds no example.
NAMES = sorted(m.name for m in pkgutil.walk_packages(tracker.__path__, "tracker.") if m.name != "tracker.__main__")


@pytest.mark.parametrize("name", NAMES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    if name.startswith("tracker.models.tuning."):
        pytest.importorskip("torch", reason="the extra [torch] is not installed")
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert result.failed == 0


def test_the_version_is_said_once() -> None:
    assert tracker.__version__ == pyproject()["project"]["version"]
