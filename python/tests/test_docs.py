"""The Python of the pages runs as it stands there."""

import re

import pytest


def blocks(text):
    return re.findall(r"^```python\n(.*?)^```", text, flags=re.M | re.S)


def test_page_for_people_who_come_from_elsewhere(repository, tmp_path, monkeypatch, capsys):
    pytest.importorskip("scipy")
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    found = blocks((repository / "docs" / "python.md").read_text(encoding="utf-8"))
    assert len(found) >= 7
    names = {}
    for block in found:
        exec(compile(block, "docs/python.md", "exec"), names)
    assert (tmp_path / "fit.html").stat().st_size > 100_000
    assert "alpha" in capsys.readouterr().out
