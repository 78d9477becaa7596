"""Hearing of changes, and closing what was opened."""

from __future__ import annotations

import asyncio
import contextlib
from typing import AsyncIterator, Iterable, List

from .core.opstap_ffi import ChangeBatch, ChangeListener, Core, CoreConfig, Host, KeyVault, Topic


@contextlib.asynccontextmanager
async def opened(config: CoreConfig, vault: KeyVault) -> AsyncIterator[Core]:
    """A core that is shut down at the end, whatever happens."""
    core = await Core.open(config, Host(vault=vault))
    try:
        yield core
    finally:
        await core.shutdown()


async def changes(core: Core, topics: Iterable[Topic]) -> AsyncIterator[ChangeBatch]:
    """What to read again, from now on. The first batch names all of `topics`; batches that come while one is being
    handled are told together, so that a slow reader never falls behind."""
    waiting: asyncio.Queue[ChangeBatch] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    subscription = core.subscribe(list(topics), _Listener(loop, waiting))
    try:
        while True:
            batches: List[ChangeBatch] = [await waiting.get()]
            while not waiting.empty():
                batches.append(waiting.get_nowait())
            seen = {topic for batch in batches for topic in batch.topics}
            yield ChangeBatch(seq=batches[-1].seq, topics=sorted(seen, key=lambda topic: topic.value))
    finally:
        subscription.cancel()


class _Listener(ChangeListener):
    """Called on a thread of the core: it hands over and returns."""

    def __init__(self, loop: asyncio.AbstractEventLoop, waiting: asyncio.Queue[ChangeBatch]):
        self._loop = loop
        self._waiting = waiting

    def on_changes(self, batch: ChangeBatch) -> None:
        # A loop that was closed hears nothing any more.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._waiting.put_nowait, batch)
