-- 0002: since when this device has not heard from the server, by the server's clock.
ALTER TABLE state ADD COLUMN contact INTEGER;                   -- The last contact, ms UTC; NULL: none known.
ALTER TABLE state ADD COLUMN latest  INTEGER NOT NULL DEFAULT 0;  -- The latest moment seen since then, ms UTC.
UPDATE state SET contact = last_sync + skew_ms, latest = coalesce(last_sync + skew_ms, 0);
