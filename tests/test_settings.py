"""Settings: flag > TRACKER_* > tracker.toml > default, and errors that name who is at fault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tracker.errors import SettingsError
from tracker.settings import Labels, Settings


def test_defaults(tmp_path: Path) -> None:
    settings = Settings.load(cwd=tmp_path, environ={})
    assert settings == Settings(db=tmp_path / "tracker.db", attribution_model=None, threads=None)


def test_default_db_is_relative_without_a_cwd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TRACKER_DB", raising=False)
    assert Settings.load().db == Path("tracker.db")
    monkeypatch.setenv("TRACKER_DB", "env.db")
    assert Settings.load().db == Path("env.db")


def test_order_of_precedence(tmp_path: Path) -> None:
    (tmp_path / "tracker.toml").write_text('db = "file.db"\nthreads = 3\nattribution_model = "m"\n')
    environ = {"TRACKER_DB": "env.db", "TRACKER_THREADS": " 2 "}
    assert Settings.load(cwd=tmp_path, environ={}) == Settings(tmp_path / "file.db", tmp_path / "m", 3)
    assert Settings.load(cwd=tmp_path, environ=environ) == Settings(tmp_path / "env.db", tmp_path / "m", 2)
    flags = Settings.load(db="flag.db", threads=1, cwd=tmp_path, environ=environ)
    assert (flags.db, flags.threads) == (tmp_path / "flag.db", 1)


def test_absolute_and_home_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert Settings.load(db=tmp_path / "x.db", cwd=tmp_path / "y", environ={}).db == tmp_path / "x.db"
    assert Settings.load(db="~/x.db", cwd=tmp_path, environ={}).db == tmp_path / "home" / "x.db"


def test_an_empty_variable_is_an_unset_one(tmp_path: Path) -> None:
    assert Settings.load(cwd=tmp_path, environ={"TRACKER_DB": "", "TRACKER_THREADS": ""}).threads is None


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("db = ", "tracker.toml"),
        ("databse = 'x'", "databse"),
        ("threads = 'many'", "threads"),
        ("threads = true", "threads"),
        ("threads = 0", "threads"),
        ("threads = 1.5", "threads"),
        ("db = 3", "db"),
        ("db = ''", "db"),
        ("attribution_model = ['a']", "attribution_model"),
        ("certainty_model = 3", "certainty_model"),
        ("certainty_model = ' '", "certainty_model"),
        ("certainty_labels = 'certain'", "certainty_labels"),
        ("nli_model = 3", "nli_model"),
        ("nli_labels = 'contradiction'", "nli_labels"),
        ("nli_labels = {A = 'certain'}", "nli_labels.A"),
        ("contradictions = 'perhaps'", "contradictions"),
        ("contradictions = 2", "contradictions"),
        ("offline = 2", "offline"),
        ("feeds = 'https://news.example/feed.xml'", "feeds"),
        ("feeds = [1]", "feeds"),
        ("feeds = ['']", "feeds"),
        ("a" + "[" * 5000, "tracker.toml"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, toml: str, named: str) -> None:
    (tmp_path / "tracker.toml").write_text(toml)
    with pytest.raises(SettingsError) as caught:
        Settings.load(cwd=tmp_path, environ={})
    assert "tracker.toml" in str(caught.value)
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "tracker.toml").write_bytes(b"db = '\xff'")
    with pytest.raises(SettingsError, match=r"tracker\.toml"):
        Settings.load(cwd=tmp_path, environ={})


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "tracker.toml").mkdir()
    with pytest.raises(SettingsError, match=r"tracker\.toml"):
        Settings.load(cwd=tmp_path, environ={})


@pytest.mark.parametrize("value", ["two", "0", "-1", "1.5", "99999999999999999999", "²"])
def test_a_bad_variable_is_named(tmp_path: Path, value: str) -> None:
    with pytest.raises(SettingsError, match="TRACKER_THREADS"):
        Settings.load(cwd=tmp_path, environ={"TRACKER_THREADS": value})


def test_a_bad_flag_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--threads"):
        Settings.load(threads=0, cwd=tmp_path, environ={})


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("org/name", "org/name"),
        ("name", "name"),
        ("org/folder", "{cwd}/org/folder"),
        ("./name", "{cwd}/name"),
        ("a/b/c", "{cwd}/a/b/c"),
        ("/a/b", "/a/b"),
        ("~/a", "{home}/a"),
    ],
)
def test_a_certainty_model_is_a_folder_or_a_hub_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, found: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "org" / "folder").mkdir(parents=True)
    found = found.format(cwd=tmp_path, home=tmp_path / "home")
    assert Settings.load(certainty_model=given, cwd=tmp_path, environ={}).certainty_model == found
    assert Settings.load(cwd=tmp_path, environ={"TRACKER_CERTAINTY_MODEL": given}).certainty_model == found
    (tmp_path / "tracker.toml").write_text(f"certainty_model = '{given}'")
    assert Settings.load(cwd=tmp_path, environ={}).certainty_model == found
    monkeypatch.chdir(tmp_path)
    assert Path(Settings.load(environ={}).certainty_model or "").absolute() == (tmp_path / found).absolute()


def test_labels_are_read_from_the_file_alone(tmp_path: Path) -> None:
    (tmp_path / "tracker.toml").write_text(
        "[certainty_labels]\nLABEL_0 = ' Certain  NEGATIVE '\n'a b' = 'doubtful'\n", encoding="utf-8"
    )
    environ = {"TRACKER_CERTAINTY_LABELS": "x"}
    settings = Settings.load(cwd=tmp_path, environ=environ)
    assert dict(settings.certainty_labels or {}) == {"LABEL_0": "certain negative", "a b": "doubtful"}
    assert hash(settings) == hash(Settings.load(cwd=tmp_path, environ=environ))
    (tmp_path / "tracker.toml").write_text("[certainty_labels]\n")
    assert Settings.load(cwd=tmp_path, environ={}).certainty_labels is None


def test_labels_do_not_change() -> None:
    pairs = {"a": "certain"}
    labels = Labels(pairs)
    pairs["a"] = "doubtful"
    assert dict(labels) == {"a": "certain"}
    assert eval(repr(labels)) == labels  # noqa: S307


@pytest.mark.parametrize("value", ["'sure'", "'certain maybe'", "''", "'negative'", "1", "'certain negative indeed'"])
def test_a_label_without_a_level_is_named_with_the_four_words(tmp_path: Path, value: str) -> None:
    (tmp_path / "tracker.toml").write_text(f"[certainty_labels]\nLABEL_0 = {value}\n")
    with pytest.raises(SettingsError) as caught:
        Settings.load(cwd=tmp_path, environ={})
    assert "tracker.toml: certainty_labels.LABEL_0" in str(caught.value)
    assert "certain, probable, possible or doubtful" in str(caught.value)


def test_importing_it_is_cheap() -> None:
    code = "import sys, tracker.settings; print('tomllib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(("given", "found"), [("false", False), ("No", False), ("0", False), ("on", True), ("", True)])
def test_looking_for_contradictions_is_a_choice(tmp_path: Path, given: str, found: bool) -> None:
    assert Settings.load(cwd=tmp_path, environ={"TRACKER_CONTRADICTIONS": given}).contradictions is found
    (tmp_path / "tracker.toml").write_text("contradictions = false\n[nli_labels]\nLABEL_2 = 'Contradiction'\n")
    settings = Settings.load(cwd=tmp_path, environ={}, contradictions=True)
    assert settings.contradictions
    assert not Settings.load(cwd=tmp_path, environ={}).contradictions
    assert dict(settings.nli_labels or {}) == {"LABEL_2": "contradiction"}


def test_feeds_and_the_network(tmp_path: Path) -> None:
    assert Settings.load(cwd=tmp_path, environ={}).feeds == ()
    assert not Settings.load(cwd=tmp_path, environ={}).offline
    assert Settings.load(cwd=tmp_path, environ={"TRACKER_OFFLINE": "1"}).offline
    (tmp_path / "tracker.toml").write_text('offline = true\nfeeds = ["https://news.example/a", " b.rss ", "b.rss"]\n')
    settings = Settings.load(cwd=tmp_path, environ={})
    assert settings.offline
    assert settings.feeds == ("https://news.example/a", "b.rss")
    assert not Settings.load(cwd=tmp_path, environ={}, offline=False).offline
