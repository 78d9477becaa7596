"""A vault for machines without a key store, such as a server that embeds the core."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Optional

from .core.opstap_ffi import KeyVault


class FolderVault(KeyVault):
    """Keeps secrets as files that only this user may read. Put the folder elsewhere than the store: who has both reads
    everything. Where the platform has a key store, use that."""

    def __init__(self, folder: os.PathLike[str] | str):
        self._folder = Path(folder)

    def load(self, name: str) -> Optional[bytes]:
        try:
            return self._file(name).read_bytes()
        except FileNotFoundError:
            return None

    def store(self, name: str, secret: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self._file(name).with_suffix(".new")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, self._file(name))

    def remove(self, name: str) -> None:
        self._file(name).unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        if not name.replace("-", "").isalnum():
            raise ValueError("a name of letters, digits and dashes")
        return self._folder / name
