"""The demo's secrets are made once, are private, and give way to the environment."""

import stat
from pathlib import Path

from cryptography.fernet import Fernet

from permitline.secrets import MADE_AT_FIRST_START, make_missing_secrets
from runtime.settings import PREFIX, SECRETS_FILE


def secrets_in(state_dir: Path) -> dict[str, str]:
    lines = (state_dir / SECRETS_FILE).read_text().splitlines()
    return {name.removeprefix(PREFIX): value for name, _, value in (line.partition("=") for line in lines)}


def test_the_first_start_makes_every_secret_for_this_user_alone(tmp_path: Path) -> None:
    made = make_missing_secrets(tmp_path / "new", {})
    assert made == list(MADE_AT_FIRST_START)
    assert secrets_in(tmp_path / "new").keys() == MADE_AT_FIRST_START.keys()
    assert stat.S_IMODE((tmp_path / "new" / SECRETS_FILE).stat().st_mode) == 0o600


def test_secrets_are_long_differ_from_each_other_and_the_speaker_key_seals(tmp_path: Path) -> None:
    make_missing_secrets(tmp_path, {})
    values = secrets_in(tmp_path)
    assert len(set(values.values())) == len(values)
    assert all(len(value) >= 40 for value in values.values())
    Fernet(values["SPEAKER_KEY"])


def test_a_second_start_changes_nothing(tmp_path: Path) -> None:
    make_missing_secrets(tmp_path, {})
    before = (tmp_path / SECRETS_FILE).read_bytes()
    assert make_missing_secrets(tmp_path, {}) == []
    assert (tmp_path / SECRETS_FILE).read_bytes() == before


def test_what_the_environment_sets_is_not_made(tmp_path: Path) -> None:
    made = make_missing_secrets(tmp_path, {PREFIX + "BOT_TOKEN": "from outside", PREFIX + "RASA_TOKEN": ""})
    assert "BOT_TOKEN" not in made
    assert "RASA_TOKEN" in made


def test_a_secret_that_a_newer_version_needs_is_added_beside_the_old_ones(tmp_path: Path) -> None:
    (tmp_path / SECRETS_FILE).write_text(f"{PREFIX}BOT_TOKEN=kept\n")
    assert "BOT_TOKEN" not in make_missing_secrets(tmp_path, {})
    assert secrets_in(tmp_path)["BOT_TOKEN"] == "kept"
    assert secrets_in(tmp_path).keys() == MADE_AT_FIRST_START.keys()
