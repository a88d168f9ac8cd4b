-- The first schema. migrations.py makes one script of it for each back end: $key, $bytes and $flag are their types, $rowless is SQLite's
-- WITHOUT ROWID, $refers is REFERENCES, but in SQLite alone: PostgreSQL takes as long to check the keys of what is below a report as to write it. Lines
-- after "--only sqlite" or "--only postgres" are one back end's, up to "--end". TEXT is compared by its bytes in both. What $later begins is an index that only searches
-- and corrections need: it is made once a first load is through (ro_store_settle).

CREATE TABLE store (
    name TEXT PRIMARY KEY,              -- schema: number of the last migration; words: version of the cut of words (words.h); indexes: there are some to make yet (settle.c); wipe: bytes of what was taken out are left (remove.c)
    value TEXT NOT NULL
);

CREATE TABLE keys (                     -- the next free number of each table; "write" counts transactions, so that a writer sees if another came between
    name TEXT PRIMARY KEY,
    next BIGINT NOT NULL
);

CREATE TABLE engines (
    engine $key,
    version TEXT NOT NULL,
    model TEXT NOT NULL,
    arithmetic TEXT NOT NULL,
    UNIQUE (version, model, arithmetic)
);

CREATE TABLE runs (                     -- one of readout add or watch
    run $key,
    verb TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT,
    added BIGINT NOT NULL DEFAULT 0,
    versions BIGINT NOT NULL DEFAULT 0,
    replaced BIGINT NOT NULL DEFAULT 0,
    unchanged BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE reports (
    report $key,
    id TEXT NOT NULL,                   -- sha256: of the input's bytes
    uri TEXT,
    text_sha256 TEXT NOT NULL,
    address TEXT NOT NULL,              -- uri, or '' where there is none: with text_sha256 what a report is known by
    version BIGINT NOT NULL,            -- 1, 2, … of the reports of one uri
    latest $flag NOT NULL,
    format TEXT,
    language TEXT,
    title TEXT,
    outlet TEXT,
    outlet_folded TEXT,
    section TEXT,
    published TEXT,
    modified TEXT,
    day TEXT NOT NULL,                  -- published, else the dateline's date, as YYYY-MM-DD; '' where neither is known
    text TEXT,                          -- null: kept without
    told TEXT NOT NULL,                 -- digest of what the record tells of the report beside its text: title, by-lines, dates, …
    record $bytes NOT NULL,             -- the record as it was read, packed with zstd
    engine BIGINT NOT NULL $refers engines (engine),
    run BIGINT $refers runs (run),
    added TEXT NOT NULL,
    UNIQUE (address, text_sha256)
);
CREATE INDEX reports_id ON reports (id);
CREATE INDEX reports_text ON reports (text_sha256);
CREATE INDEX reports_day ON reports (day DESC, report, latest);
CREATE INDEX reports_outlet ON reports (outlet_folded, outlet, latest, day);
CREATE INDEX reports_brief ON reports (report, outlet_folded, outlet, language); -- counts by report ask for it: a row of reports is long
CREATE INDEX reports_language ON reports (language, latest, day);

CREATE TABLE report_agencies (
    report BIGINT NOT NULL $refers reports (report) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    basis TEXT NOT NULL,
    PRIMARY KEY (report, position)
)$rowless;
CREATE INDEX report_agencies_folded ON report_agencies (folded, report);

CREATE TABLE actors (                   -- one a real actor, across reports
    actor $key,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    role TEXT,
    country TEXT,
    sector TEXT,
    merged_into BIGINT REFERENCES actors (actor) -- a human's merge; its appearances have moved
);

CREATE TABLE actor_names (              -- every name an actor has gone by, folded as words.h does
    folded TEXT NOT NULL,
    actor BIGINT NOT NULL $refers actors (actor) ON DELETE CASCADE,
    name TEXT NOT NULL,
    likeness TEXT,                      -- what all spellings of the name share (likeness.h); null where it does not join reports
    surname TEXT,                       -- likewise of a person's last word, and of a body's name that many countries have
    PRIMARY KEY (folded, actor)
)$rowless;
$later CREATE INDEX actors_merged ON actors (merged_into) WHERE merged_into IS NOT NULL;
$later CREATE INDEX actors_kind ON actors (kind, merged_into);
$later CREATE INDEX actors_country ON actors (country, merged_into);
CREATE INDEX actor_names_actor ON actor_names (actor);
CREATE INDEX actor_names_likeness ON actor_names (likeness);
CREATE INDEX actor_names_surname ON actor_names (surname);

CREATE TABLE actor_words (              -- the words of names, so that "sergey lavrov" is found by any of them
    folded TEXT NOT NULL,
    actor BIGINT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (folded, actor, word)
--only sqlite
    , FOREIGN KEY (folded, actor) REFERENCES actor_names (folded, actor) ON DELETE CASCADE ON UPDATE CASCADE
--end
)$rowless;
$later CREATE INDEX actor_words_word ON actor_words (word, actor);

CREATE TABLE appearances (              -- an actor in one report
    appearance $key,
    report BIGINT NOT NULL $refers reports (report) ON DELETE CASCADE,
    local TEXT NOT NULL,                -- a1, a2, … of the record
    actor BIGINT NOT NULL $refers actors (actor),
    reason TEXT NOT NULL,               -- why it is that actor: new, name, surname and company: #12 #7, human, …
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    role TEXT,
    affiliation TEXT,
    country TEXT,
    sector TEXT,
    engine BIGINT NOT NULL $refers engines (engine),
    UNIQUE (report, local)
);
CREATE INDEX appearances_actor ON appearances (actor, report);

CREATE TABLE statements (
    statement $key,
    id TEXT NOT NULL,
    report BIGINT NOT NULL $refers reports (report) ON DELETE CASCADE,
    act TEXT NOT NULL,
    manner TEXT NOT NULL,
    negated $flag NOT NULL,
    confidence DOUBLE PRECISION,
    source TEXT,                        -- words
    cue TEXT,
    content TEXT NOT NULL,              -- its spans, joined with " … "
    venue TEXT,
    place TEXT,                         -- of the venue
    country TEXT,
    day TEXT NOT NULL,                  -- when it was said, else the report's; '' where neither is known
    origin TEXT NOT NULL,               -- engine, or human: added by a correction
    rejected $flag NOT NULL,            -- by a correction
    shown $flag NOT NULL,               -- it is of the latest version of its report, and not rejected (kept by triggers)
    original TEXT,                      -- JSON: what corrections changed, as the engine had it
    engine BIGINT NOT NULL $refers engines (engine)
);
$later CREATE INDEX statements_id ON statements (id);
CREATE INDEX statements_report ON statements (report, day DESC, statement, shown);
$later CREATE INDEX statements_day ON statements (day DESC, statement, shown);
$later CREATE INDEX statements_act ON statements (act, day DESC, statement, shown);
$later CREATE INDEX statements_hidden ON statements (statement) WHERE shown = FALSE;
$later CREATE INDEX statements_place ON statements (place, shown) WHERE place IS NOT NULL;

CREATE TABLE statement_actors (
    statement BIGINT NOT NULL $refers statements (statement) ON DELETE CASCADE,
    part TEXT NOT NULL,                 -- speaker, addressee
    position BIGINT NOT NULL,
    appearance BIGINT NOT NULL $refers appearances (appearance) ON DELETE CASCADE,
    actor BIGINT NOT NULL,              -- the appearance's; this and what follows are copies, kept by triggers, so that one index finds and sorts
    day TEXT NOT NULL,                  -- the statement's
    shown $flag NOT NULL,
    act TEXT NOT NULL,
    PRIMARY KEY (statement, part, position)
)$rowless;
$later CREATE INDEX statement_actors_appearance ON statement_actors (appearance);
$later CREATE INDEX statement_actors_actor ON statement_actors (part, actor, day DESC, statement, shown, position, act);

CREATE TABLE statement_chain (          -- who passed it on, nearest to the reader first, without the speakers
    statement BIGINT NOT NULL $refers statements (statement) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    role TEXT NOT NULL,                 -- outlet, agency, quoted
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    again $flag NOT NULL,               -- an agency or outlet that stands before it in the chain already
    PRIMARY KEY (statement, position)
)$rowless;
$later CREATE INDEX statement_chain_folded ON statement_chain (folded, statement, role, again);

CREATE TABLE events (
    event $key,
    id TEXT NOT NULL,
    report BIGINT NOT NULL $refers reports (report) ON DELETE CASCADE,
    type TEXT NOT NULL,
    mode TEXT,
    contexts TEXT NOT NULL,             -- JSON
    status TEXT NOT NULL,
    score DOUBLE PRECISION,
    confidence DOUBLE PRECISION,
    trigger_words TEXT NOT NULL,
    sentence TEXT NOT NULL,             -- the sentence of the trigger
    place TEXT,
    country TEXT,
    day TEXT NOT NULL,                  -- when it happened, else the report's; '' where neither is known
    day_to TEXT,
    statement_id TEXT,                  -- that attributes it
    origin TEXT NOT NULL,
    rejected $flag NOT NULL,
    shown $flag NOT NULL,
    original TEXT,
    engine BIGINT NOT NULL $refers engines (engine)
);
$later CREATE INDEX events_id ON events (id);
CREATE INDEX events_report ON events (report, day DESC, event, shown);
$later CREATE INDEX events_day ON events (day DESC, event, shown);
$later CREATE INDEX events_type ON events (type, day DESC, event, shown);
$later CREATE INDEX events_status ON events (status, day DESC, event, shown);
$later CREATE INDEX events_place ON events (place, shown) WHERE place IS NOT NULL;

CREATE TABLE event_actors (
    event BIGINT NOT NULL $refers events (event) ON DELETE CASCADE,
    part TEXT NOT NULL,                 -- source, recipient
    position BIGINT NOT NULL,
    appearance BIGINT NOT NULL $refers appearances (appearance) ON DELETE CASCADE,
    actor BIGINT NOT NULL,              -- copies, as in statement_actors
    day TEXT NOT NULL,
    shown $flag NOT NULL,
    type TEXT NOT NULL,
    PRIMARY KEY (event, part, position)
)$rowless;
$later CREATE INDEX event_actors_appearance ON event_actors (appearance);
$later CREATE INDEX event_actors_actor ON event_actors (part, actor, day DESC, event, shown, position, type);

CREATE TABLE commitments (
    commitment $key,
    id TEXT NOT NULL,
    report BIGINT NOT NULL $refers reports (report) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    action TEXT NOT NULL,
    condition TEXT,
    day TEXT NOT NULL,                  -- when it was said, else the report's; '' where neither is known
    due_from TEXT,
    due_to TEXT,
    status TEXT NOT NULL,
    statement_id TEXT,
    origin TEXT NOT NULL,
    rejected $flag NOT NULL,
    shown $flag NOT NULL,
    original TEXT,
    engine BIGINT NOT NULL $refers engines (engine)
);
$later CREATE INDEX commitments_id ON commitments (id);
CREATE INDEX commitments_report ON commitments (report, day DESC, commitment, shown);
$later CREATE INDEX commitments_day ON commitments (day DESC, commitment, shown);
$later CREATE INDEX commitments_kind ON commitments (kind, day DESC, commitment, shown);
$later CREATE INDEX commitments_status ON commitments (status, day DESC, commitment, shown);
$later CREATE INDEX commitments_due ON commitments (COALESCE(due_to, due_from), commitment);

CREATE TABLE commitment_actors (
    commitment BIGINT NOT NULL $refers commitments (commitment) ON DELETE CASCADE,
    part TEXT NOT NULL,                 -- party, counterparty
    position BIGINT NOT NULL,
    appearance BIGINT NOT NULL $refers appearances (appearance) ON DELETE CASCADE,
    actor BIGINT NOT NULL,              -- copies, as in statement_actors
    day TEXT NOT NULL,
    shown $flag NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (commitment, part, position)
)$rowless;
$later CREATE INDEX commitment_actors_appearance ON commitment_actors (appearance);
$later CREATE INDEX commitment_actors_actor ON commitment_actors (part, actor, day DESC, commitment, shown, position, kind);

CREATE TABLE spans (                    -- where in the report's text, in code points: substr(text, first + 1, past - first)
    report BIGINT NOT NULL $refers reports (report) ON DELETE CASCADE,
    item TEXT NOT NULL,                 -- id of the statement, event or commitment
    part TEXT NOT NULL,                 -- source, cue, content, venue, trigger, action, condition; of what a human added, time
    position BIGINT NOT NULL,
    first BIGINT NOT NULL,
    past BIGINT NOT NULL
--only sqlite
    , PRIMARY KEY (report, item, part, position)
) WITHOUT ROWID;
--end
--only postgres
);
$later CREATE INDEX spans_report ON spans (report);
--end

CREATE TABLE corrections (              -- only ever added to
    correction $key,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,                 -- set, reject, add, merge, split
    target TEXT,                        -- id of the item; of add that of the item it makes; null of actors
    report TEXT,                        -- id of the report, as it was then; null of actors, as are
    address TEXT,                       -- what the report is known by
    text_sha256 TEXT,
    anchor TEXT,                        -- JSON: kind of the target, its spans and their words as they were
    change TEXT NOT NULL,               -- JSON: {"set": …}, {"reject": …}, {"add": …}, {"merge": …} or {"split": …}
    original TEXT,                      -- JSON: what the engine had of it
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,              -- UTC, to the microsecond: of several the latest counts
    why TEXT NOT NULL
);
CREATE INDEX corrections_report ON corrections (address, text_sha256);
CREATE INDEX corrections_target ON corrections (target);
CREATE INDEX corrections_made ON corrections (made_at, id);
CREATE INDEX corrections_kind ON corrections (kind);

CREATE TABLE correction_states (        -- what a correction applies to now, in each version of its report; renewed when one is read anew
    correction BIGINT NOT NULL REFERENCES corrections (correction) ON DELETE CASCADE,
    report BIGINT NOT NULL,             -- 0: a report that is not in the store, and actors
    item TEXT,                          -- id of the item it applies to, of a split the name that moves; null: none
    state TEXT NOT NULL,                -- applied, detached
    PRIMARY KEY (correction, report)
)$rowless;
CREATE INDEX correction_states_report ON correction_states (report, item);
CREATE INDEX correction_states_item ON correction_states (item);

CREATE TABLE correction_actors (        -- whom a correction means, by their numbers in this store
    correction BIGINT NOT NULL REFERENCES corrections (correction) ON DELETE CASCADE,
    part TEXT NOT NULL,                 -- speaker, speaker2, …, addressee, …; of merges from, into; of splits from, apart
    actor BIGINT NOT NULL REFERENCES actors (actor) ON DELETE CASCADE,
    PRIMARY KEY (correction, part)
)$rowless;
CREATE INDEX correction_actors_actor ON correction_actors (actor, part);

CREATE TABLE removals (                 -- reports taken out for good; nothing of theirs is kept but digests
    removal $key,
    id TEXT NOT NULL,
    address_sha256 TEXT NOT NULL,       -- '' where it had no address
    text_sha256 TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,
    why TEXT NOT NULL
);
CREATE INDEX removals_text ON removals (text_sha256);
CREATE INDEX removals_address ON removals (address_sha256);
CREATE INDEX removals_id ON removals (id);

--only sqlite
-- content="…" in quotation marks is how Datasette and sqlite-utils find out which table an index is of. Fed with words as words.h cuts and folds them; what search boxes of other programs ask is folded by unicode61 much alike. What SQLite knows no
-- category of (Cn) may be a letter for us.
CREATE VIRTUAL TABLE reports_words USING fts5(title, text, content="reports", content_rowid='report', columnsize=0, tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co Cn'");
CREATE VIRTUAL TABLE statements_words USING fts5(content, content="statements", content_rowid='statement', columnsize=0, tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co Cn'");
CREATE VIRTUAL TABLE events_words USING fts5(sentence, content="events", content_rowid='event', columnsize=0, tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co Cn'");
CREATE VIRTUAL TABLE commitments_words USING fts5(action, content="commitments", content_rowid='commitment', columnsize=0, tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co Cn'");

-- What is copied for the sake of indexes follows what it is copied from. New rows bring it along.
CREATE TRIGGER appearances_actor_moves AFTER UPDATE OF actor ON appearances BEGIN
    UPDATE statement_actors SET actor = new.actor WHERE appearance = new.appearance;
    UPDATE event_actors SET actor = new.actor WHERE appearance = new.appearance;
    UPDATE commitment_actors SET actor = new.actor WHERE appearance = new.appearance;
END;
CREATE TRIGGER reports_latest_moves AFTER UPDATE OF latest ON reports BEGIN
    UPDATE statements SET shown = new.latest AND NOT rejected WHERE report = new.report;
    UPDATE events SET shown = new.latest AND NOT rejected WHERE report = new.report;
    UPDATE commitments SET shown = new.latest AND NOT rejected WHERE report = new.report;
END;
CREATE TRIGGER statements_rejected_moves AFTER UPDATE OF rejected ON statements BEGIN
    UPDATE statements SET shown = (SELECT latest FROM reports WHERE report = new.report) AND NOT new.rejected WHERE statement = new.statement;
END;
CREATE TRIGGER statements_shown_moves AFTER UPDATE OF shown, day, act ON statements BEGIN
    UPDATE statement_actors SET shown = new.shown, day = new.day, act = new.act WHERE statement = new.statement;
END;
CREATE TRIGGER events_rejected_moves AFTER UPDATE OF rejected ON events BEGIN
    UPDATE events SET shown = (SELECT latest FROM reports WHERE report = new.report) AND NOT new.rejected WHERE event = new.event;
END;
CREATE TRIGGER events_shown_moves AFTER UPDATE OF shown, day, type ON events BEGIN
    UPDATE event_actors SET shown = new.shown, day = new.day, type = new.type WHERE event = new.event;
END;
CREATE TRIGGER commitments_rejected_moves AFTER UPDATE OF rejected ON commitments BEGIN
    UPDATE commitments SET shown = (SELECT latest FROM reports WHERE report = new.report) AND NOT new.rejected WHERE commitment = new.commitment;
END;
CREATE TRIGGER commitments_shown_moves AFTER UPDATE OF shown, day, kind ON commitments BEGIN
    UPDATE commitment_actors SET shown = new.shown, day = new.day, kind = new.kind WHERE commitment = new.commitment;
END;
--end
--only postgres
CREATE TABLE reports_words (report BIGINT NOT NULL, words TSVECTOR NOT NULL);
$later CREATE UNIQUE INDEX reports_words_report ON reports_words (report);
$later CREATE INDEX reports_words_words ON reports_words USING GIN (words);
CREATE TABLE statements_words (statement BIGINT NOT NULL, words TSVECTOR NOT NULL);
$later CREATE UNIQUE INDEX statements_words_statement ON statements_words (statement);
$later CREATE INDEX statements_words_words ON statements_words USING GIN (words);
CREATE TABLE events_words (event BIGINT NOT NULL, words TSVECTOR NOT NULL);
$later CREATE UNIQUE INDEX events_words_event ON events_words (event);
$later CREATE INDEX events_words_words ON events_words USING GIN (words);
CREATE TABLE commitments_words (commitment BIGINT NOT NULL, words TSVECTOR NOT NULL);
$later CREATE UNIQUE INDEX commitments_words_commitment ON commitments_words (commitment);
$later CREATE INDEX commitments_words_words ON commitments_words USING GIN (words);
ALTER TABLE reports ALTER COLUMN record SET STORAGE EXTERNAL; -- it is packed already

-- A first load is vacuumed once, at its end: until its indexes are made (settle.c) the server leaves it alone.
ALTER TABLE reports SET (autovacuum_enabled = false);
ALTER TABLE report_agencies SET (autovacuum_enabled = false);
ALTER TABLE reports_words SET (autovacuum_enabled = false);
ALTER TABLE actors SET (autovacuum_enabled = false);
ALTER TABLE actor_names SET (autovacuum_enabled = false);
ALTER TABLE actor_words SET (autovacuum_enabled = false);
ALTER TABLE appearances SET (autovacuum_enabled = false);
ALTER TABLE spans SET (autovacuum_enabled = false);
ALTER TABLE statements SET (autovacuum_enabled = false);
ALTER TABLE statement_actors SET (autovacuum_enabled = false);
ALTER TABLE statement_chain SET (autovacuum_enabled = false);
ALTER TABLE statements_words SET (autovacuum_enabled = false);
ALTER TABLE events SET (autovacuum_enabled = false);
ALTER TABLE event_actors SET (autovacuum_enabled = false);
ALTER TABLE events_words SET (autovacuum_enabled = false);
ALTER TABLE commitments SET (autovacuum_enabled = false);
ALTER TABLE commitment_actors SET (autovacuum_enabled = false);
ALTER TABLE commitments_words SET (autovacuum_enabled = false);

-- What is copied for the sake of indexes follows what it is copied from. New rows bring it along.
CREATE FUNCTION appearances_actor_moves() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE statement_actors SET actor = NEW.actor WHERE appearance = NEW.appearance; UPDATE event_actors SET actor = NEW.actor WHERE appearance = NEW.appearance; UPDATE commitment_actors SET actor = NEW.actor WHERE appearance = NEW.appearance; RETURN NULL; END';
CREATE TRIGGER appearances_actor_moves AFTER UPDATE OF actor ON appearances FOR EACH ROW EXECUTE FUNCTION appearances_actor_moves();
CREATE FUNCTION reports_latest_moves() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE statements SET shown = NEW.latest AND NOT rejected WHERE report = NEW.report; UPDATE events SET shown = NEW.latest AND NOT rejected WHERE report = NEW.report; UPDATE commitments SET shown = NEW.latest AND NOT rejected WHERE report = NEW.report; RETURN NULL; END';
CREATE TRIGGER reports_latest_moves AFTER UPDATE OF latest ON reports FOR EACH ROW EXECUTE FUNCTION reports_latest_moves();
CREATE FUNCTION statements_rejected_moves() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE statements SET shown = (SELECT latest FROM reports WHERE report = NEW.report) AND NOT NEW.rejected WHERE statement = NEW.statement; RETURN NULL; END';
CREATE TRIGGER statements_rejected_moves AFTER UPDATE OF rejected ON statements FOR EACH ROW EXECUTE FUNCTION statements_rejected_moves();
CREATE FUNCTION statements_shown_moves() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE statement_actors SET shown = NEW.shown, day = NEW.day, act = NEW.act WHERE statement = NEW.statement; RETURN NULL; END';
CREATE TRIGGER statements_shown_moves AFTER UPDATE OF shown, day, act ON statements FOR EACH ROW EXECUTE FUNCTION statements_shown_moves();
CREATE FUNCTION events_rejected_moves() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE events SET shown = (SELECT latest FROM reports WHERE report = NEW.report) AND NOT NEW.rejected WHERE event = NEW.event; RETURN NULL; END';
CREATE TRIGGER events_rejected_moves AFTER UPDATE OF rejected ON events FOR EACH ROW EXECUTE FUNCTION events_rejected_moves();
CREATE FUNCTION events_shown_moves() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE event_actors SET shown = NEW.shown, day = NEW.day, type = NEW.type WHERE event = NEW.event; RETURN NULL; END';
CREATE TRIGGER events_shown_moves AFTER UPDATE OF shown, day, type ON events FOR EACH ROW EXECUTE FUNCTION events_shown_moves();
CREATE FUNCTION commitments_rejected_moves() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE commitments SET shown = (SELECT latest FROM reports WHERE report = NEW.report) AND NOT NEW.rejected WHERE commitment = NEW.commitment; RETURN NULL; END';
CREATE TRIGGER commitments_rejected_moves AFTER UPDATE OF rejected ON commitments FOR EACH ROW EXECUTE FUNCTION commitments_rejected_moves();
CREATE FUNCTION commitments_shown_moves() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE commitment_actors SET shown = NEW.shown, day = NEW.day, kind = NEW.kind WHERE commitment = NEW.commitment; RETURN NULL; END';
CREATE TRIGGER commitments_shown_moves AFTER UPDATE OF shown, day, kind ON commitments FOR EACH ROW EXECUTE FUNCTION commitments_shown_moves();
--end
