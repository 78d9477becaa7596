-- 0003: nudges.

CREATE TABLE push_address (
    -- Where a device can be woken. Whoever knows it can wake it; it goes when the device is signed out.
    device   INTEGER PRIMARY KEY REFERENCES device (id),
    address  TEXT NOT NULL,     -- JSON: `opstap_sync::push::PushAddress`.
    at       INTEGER NOT NULL   -- Since when, milliseconds since 1970 UTC.
) STRICT;
CREATE INDEX push_address_by_itself ON push_address (address);
