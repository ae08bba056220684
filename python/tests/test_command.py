"""Every number is that of the command, to the byte."""

import json
import os
import shlex
import subprocess

import pytest
from conftest import REPOSITORY

import scaling_laws as sl

LIST = REPOSITORY / "Tests" / "Records" / "commands.txt"
COMMANDS = [shlex.split(line, comments=True) for line in LIST.read_text(encoding="utf-8").splitlines()]
COMMANDS = [words for words in COMMANDS if words]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, repository):
    folder = tmp_path_factory.mktemp("records")
    for link in ("Tests", "docs"):
        (folder / link).symlink_to(repository / link)
    before = os.getcwd()
    os.chdir(folder)
    yield folder
    os.chdir(before)


@pytest.mark.parametrize("name", [words[0] for words in COMMANDS])
def test_record_is_that_of_the_command(name, folder, scaling):
    words = next(words for words in COMMANDS if words[0] == name)[1:]
    # Records that it reads come from commands further up.
    for earlier in COMMANDS:
        if f"{earlier[0]}.json" in words and not (folder / f"{earlier[0]}.json").exists():
            written = subprocess.run([scaling, *earlier[1:], "--json"], capture_output=True, text=True)
            (folder / f"{earlier[0]}.json").write_text(written.stdout)
    done = subprocess.run([scaling, *words, "--json"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    (folder / f"{name}.json").write_text(done.stdout)
    expected = json.loads(done.stdout)
    found = sl.run(expected)
    assert json.dumps(found.record) == json.dumps(expected)
    assert found.is_trusted == (done.returncode == 0)
