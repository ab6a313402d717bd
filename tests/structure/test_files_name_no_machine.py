"""What is committed runs on any machine: no file names the home or the work folder of the one it was written on."""

import re
import subprocess

import pytest

from permitline.settings import PROJECT

# Put together here, so that this file does not name them either.
SLASH = "/"
FORBIDDEN = {
    "a home folder": re.compile(rf"(?<![\w.]){SLASH}(root|home{SLASH}\w+|Users{SLASH}\w+)(?![\w-])"),
    "this project's place on a machine": re.compile(rf"(?<![\w.]){SLASH}work{SLASH}"),
}
LONGEST_READ = 2_000_000


def committed_texts() -> list[tuple[str, str]]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    texts = []
    for name in filter(None, names.split("\0")):
        file = PROJECT / name
        if file.is_file() and file.stat().st_size < LONGEST_READ:
            texts.append((name, file.read_text(errors="ignore")))
    return texts


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_committed_file_names(what: str) -> None:
    texts = committed_texts()
    assert len(texts) > 50, "git listed too little to judge"
    found = [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts
        for number, line in enumerate(text.splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        (f"{SLASH}root{SLASH}x", True),
        (f"cd {SLASH}home{SLASH}ann{SLASH}src", True),
        (f"at {SLASH}root", True),
        ("tests/root/x", False),
        ("a/homepage/x", False),
        ("https://x.example/roots", False),
    ],
)
def test_the_rule_knows_a_home_folder_when_it_sees_one(text: str, is_named: bool) -> None:
    assert bool(FORBIDDEN["a home folder"].search(text)) is is_named
