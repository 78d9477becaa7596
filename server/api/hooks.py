"""What a fuzzer has to know of this API, so that its requests come further than the first check."""

import os
import re

import schemathesis

DEVICE = os.environ["OPSTAP_DEVICE"]
SHAPE = re.compile(r"0*[0-9a-fA-F]{1,12}")


@schemathesis.hook
def map_body(ctx, body):
    """A right request speaks for the device of its token, of a scope that it has; a wrong one stays wrong."""
    if not isinstance(body, dict):
        return body
    body = dict(body)
    if isinstance(body.get("dev"), str) and SHAPE.fullmatch(body["dev"]):
        body["dev"] = DEVICE
    handle = body.get("h")
    if isinstance(handle, int) and not isinstance(handle, bool) and handle >= 0:
        body["h"] = handle % 5
    if ctx.operation.path == "/sync" and isinstance(body.get("proto"), int) and body["proto"] >= 0:
        body["proto"] = 1
        if isinstance(body.get("schema"), int) and body["schema"] >= 0:
            body["schema"] = 1
    return body


@schemathesis.serializer("application/offset+octet-stream", "message/rfc822")
def as_it_is(ctx, value):
    """Bytes are sent as they are."""
    return value if isinstance(value, bytes) else str(value).encode()
