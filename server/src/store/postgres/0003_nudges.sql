-- 0003: nudges. SQLite's 0003, led by its organisation.

CREATE TABLE push_address (
    -- Where a device can be woken. Whoever knows it can wake it; it goes when the device is signed out.
    org      UUID NOT NULL,
    device   BIGINT NOT NULL,
    address  TEXT COLLATE "C" NOT NULL,  -- JSON: `opstap_sync::push::PushAddress`.
    at       BIGINT NOT NULL,            -- Since when, milliseconds since 1970 UTC.
    PRIMARY KEY (org, device),
    FOREIGN KEY (org, device) REFERENCES device (org, id)
);
CREATE INDEX push_address_by_itself ON push_address (org, address);
