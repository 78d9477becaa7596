"""The scenarios that every language plays."""

import os
from pathlib import Path

import opstap
import pytest

import story

FILES = sorted((story.ROOT / "tests/scenarios").glob("*.json"))


def test_the_set_is_there() -> None:
    assert len(FILES) >= 9


def test_it_is_the_library_that_was_meant() -> None:
    shipped = "OPSTAP_SHIPPED" in os.environ
    assert hasattr(opstap, "drill_panic_next") != shipped, "drills are for tests, and never ship"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_scenario(file: Path) -> None:
    story.run(file)
