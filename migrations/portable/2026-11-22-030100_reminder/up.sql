-- Who wants the daily mail. Without a row nobody is written to.
CREATE TABLE reminder (
    member TEXT NOT NULL PRIMARY KEY REFERENCES member (id),
    -- From this hour on, by the member's clock.
    hour INTEGER NOT NULL,
    -- The day for which it was sent last.
    sent_on DATE,
    CONSTRAINT reminder_hour CHECK (hour BETWEEN 0 AND 23)
);
