"""The scenarios that every language plays."""

from pathlib import Path

import pytest

import story

FILES = sorted((story.ROOT / "tests/scenarios").glob("*.json"))


def test_the_set_is_there() -> None:
    assert len(FILES) >= 9


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_scenario(file: Path) -> None:
    story.run(file)
