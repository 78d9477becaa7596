"""An interpreter that ends ends every thread that comes back to it, and a thread of the core that is ended so takes the
process along. So the end waits until all threads that brought an answer have left."""

import atexit
import threading
import time

from .core import opstap_ffi

# Nothing that is right takes so long, in seconds.
_PATIENCE = 2.0

_bring_answer = opstap_ffi._uniffi_continuation_callback
_inside = 0
_lock = threading.Lock()


@opstap_ffi._UNIFFI_RUST_FUTURE_CONTINUATION_CALLBACK
def _counted(future: int, poll_code: int) -> None:
    global _inside
    with _lock:
        _inside += 1
    try:
        _bring_answer(future, poll_code)
    finally:
        with _lock:
            _inside -= 1


def _wait() -> None:
    end = time.monotonic() + _PATIENCE
    while _inside and time.monotonic() < end:
        time.sleep(0.001)


opstap_ffi._uniffi_continuation_callback = _counted
atexit.register(_wait)
