"""What only Python has: observing, the vault of files, documentation, and the example of the book."""

from __future__ import annotations

import asyncio
import gc
import inspect
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import opstap
import story


def config(folder: Path) -> opstap.CoreConfig:
    return opstap.CoreConfig(data_dir=str(folder), auto_sync=False)


def test_a_change_is_told_and_names_what_to_read_again(tmp_path: Path) -> None:
    async def play() -> None:
        async with opstap.opened(config(tmp_path), opstap.MemoryVault()) as core:
            heard = opstap.changes(core, [opstap.Topic.PREFERENCES, opstap.Topic.BUDGET])
            first = await asyncio.wait_for(heard.__anext__(), 5)
            assert set(first.topics) == {opstap.Topic.PREFERENCES, opstap.Topic.BUDGET}
            await core.session().set_language("en")
            second = await asyncio.wait_for(heard.__anext__(), 5)
            assert second.topics == [opstap.Topic.PREFERENCES]
            assert second.seq > first.seq
            await heard.aclose()

    asyncio.run(play())


def test_nothing_stays_alive(tmp_path: Path) -> None:
    class Silent(opstap.ChangeListener):
        def on_changes(self, batch: opstap.ChangeBatch) -> None:
            pass

    async def play() -> None:
        async with opstap.opened(config(tmp_path), opstap.MemoryVault()) as core:
            gc.collect()
            before = opstap.live_objects()
            for _ in range(10_000):
                core.subscribe([opstap.Topic.TODAY], Silent()).cancel()
            gc.collect()
            assert opstap.live_objects() == before

    asyncio.run(play())


def test_a_mistake_of_ours_in_any_service_is_an_incident_and_the_next_call_works(tmp_path: Path) -> None:
    class Log(opstap.LogSink):
        lines: list = []

        def write(self, lines: list) -> None:
            self.lines.extend(lines)

    async def play() -> None:
        log = Log()
        core = await opstap.Core.open(config(tmp_path), opstap.Host(vault=opstap.MemoryVault(), log=log))
        questions = [
            lambda: core.sync_now(),
            lambda: core.session().state(),
            lambda: core.programme().today(),
            lambda: core.budget().summary(),
            lambda: core.agenda().summary(),
            lambda: core.messages().page(),
            lambda: core.library().tips(),
            lambda: core.profile().summary(),
            lambda: core.circle().summary(),
            lambda: core.disputes().list(),
            lambda: core.history().things(),
            lambda: core.caseload().page(opstap.CaseFilter()),
        ]
        incidents = []
        for question in questions:
            opstap.drill_panic_next(core, "Noor owes 1234 euro")
            with pytest.raises(opstap.CoreError.Internal) as caught:
                await question()
            assert "Noor" not in str(caught.value)
            incidents.append(caught.value.incident)
            assert isinstance(await core.session().state(), opstap.SessionState.NOT_PAIRED)
        await core.shutdown()
        for _ in range(50):
            if any(incidents[-1] in line.text for line in log.lines):
                break
            await asyncio.sleep(0.02)
        for incident in incidents:
            assert any(incident in line.text for line in log.lines)
        assert not any("Noor" in line.text for line in log.lines)

    asyncio.run(play())


def test_the_vault_of_files_is_private_and_keeps_the_key(tmp_path: Path) -> None:
    vault = opstap.FolderVault(tmp_path / "keys")
    assert vault.load("a-key") is None
    vault.store("a-key", b"\x00\x01")
    assert vault.load("a-key") == b"\x00\x01"
    assert stat.S_IMODE((tmp_path / "keys" / "a-key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    vault.remove("a-key")
    vault.remove("a-key")
    assert vault.load("a-key") is None
    with pytest.raises(ValueError):
        vault.load("../store")


def test_the_store_holds_nothing_in_the_clear(tmp_path: Path) -> None:
    town = story.Town(None)
    try:
        town.tell("serve")

        async def play() -> None:
            async with opstap.opened(config(tmp_path), opstap.MemoryVault()) as core:
                await core.session().pair_with_code(town.first["url"], town.tell("code client")["code"], "test")
                await core.messages().send("een heel bijzonder zinnetje")

        asyncio.run(play())
    finally:
        town.end()
    for file in (tmp_path / "store").iterdir():
        content = file.read_bytes()
        assert b"bijzonder" not in content and b"Noor" not in content and b"SQLite format" not in content, file.name


def test_documentation_comes_through() -> None:
    assert "stable" in (opstap.Trouble.__doc__ or "") or "screen" in (opstap.Trouble.__doc__ or "")
    methods = [opstap.Core.sync_now, opstap.Core.pause, opstap.Budget.set_line, opstap.Agenda.reminder_plan]
    assert all(inspect.getdoc(method) for method in methods)


def test_an_end_waits_for_the_thread_that_brought_the_last_answer(tmp_path: Path) -> None:
    script = f"""
import asyncio, time, opstap

class Ending:
    def __del__(self, sleep=time.sleep):
        sleep(0.5)  # so that the thread below comes back while the interpreter ends

ending = Ending()

async def play():
    loop = asyncio.get_running_loop()
    bring = loop.call_soon_threadsafe
    def slowly(*answer, **rest):
        bring(*answer, **rest)
        time.sleep(0.2)
    loop.call_soon_threadsafe = slowly
    core = await opstap.Core.open(opstap.CoreConfig(data_dir={str(tmp_path)!r}), opstap.Host(vault=opstap.MemoryVault()))
    await core.shutdown()

asyncio.run(play())
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_the_example_of_the_book_runs(tmp_path: Path) -> None:
    example = story.ROOT / "bindings/python/examples/first_sync.py"
    assert len(example.read_text().splitlines()) < 40
    town = story.Town(None)
    try:
        town.tell("serve")
        code = town.tell("code client")["code"]
        order = [sys.executable, str(example), town.first["url"], code, str(tmp_path / "laptop")]
        said = subprocess.run(order, capture_output=True, text=True, timeout=60)
    finally:
        town.end()
    assert said.returncode == 0, said.stderr
    assert "Noor" in said.stdout
