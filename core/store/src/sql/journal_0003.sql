-- 0003: what a person is still filling in, as it was typed. It never leaves this device (ADR-0022).
CREATE TABLE draft (
    scope    TEXT NOT NULL,
    form     TEXT NOT NULL,
    question TEXT NOT NULL,
    typed    TEXT NOT NULL,
    PRIMARY KEY (scope, form, question)
) STRICT;
