"""Opstap for Python: the core of digital debt help, offline first.

    async with opstap.opened(opstap.CoreConfig(data_dir="./phone"), vault) as core:
        await core.session().pair_with_code("https://opstap.example.org", "ABCDE-12345", "my laptop")
        print((await core.programme().today()).greeting)

Everything is asynchronous and runs on the core's own threads; records are ready to show. The names are those of
the Rust surface; `opstap.core` has the generated code.
"""

from . import ending  # noqa: F401
from .core.opstap_ffi import *  # noqa: F403
from .core.opstap_ffi import Core, CoreConfig, Host, KeyVault
from .observe import changes, opened
from .vault import FolderVault

__all__ = ["Core", "CoreConfig", "FolderVault", "Host", "KeyVault", "changes", "opened"]
