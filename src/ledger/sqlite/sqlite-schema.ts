/** Stands in the file's `user_version`; a ledger with another one is refused. */
export const ledgerFormat = 2;

/**
 * The tables of a run's ledger.
 *
 * `runs` holds one document: what does not change row by row. `requests` holds every call. One in the state
 * `sending` was journalled before it was sent; if its process died, its rows are in doubt.
 *
 * `pages` holds rows of one account, hundreds together, that ask for something on their own: an index, their
 * encoded operations and, in `page_texts`, which only reports on refused rows read, their exact texts. A page
 * is written once and never changed. `answers` holds which
 * rows of pages a request's answer has accepted, and the names that it gave to them. So a row of a page that
 * waits or was accepted at once has no record of its own.
 *
 * `rows` holds the truth about every other row: those that are tied to others or were refused from the start,
 * and those of pages as soon as anything else became of them. The latter have their `page`, and no text
 * and no operation until they are edited. `errors` holds the reasons of a row's present outcome.
 *
 * `jobs` holds the batch jobs, `job_adds` which rows stand at which positions in them: a row's number by
 * the index of its operation. A row that is in a job which has not given its result yet names it in
 * `job`, or, without a record, stands in `job_adds` alone; its outcome stays `unsent` until then, and nobody
 * else sends it. `row_groups` ties together rows that Google applies as a whole or not at all.
 *
 * `names` holds what names were found to belong to; those that an earlier round looked up begin with
 * `found:`. A name that a row uses and that is not known yet stands among its `uses`, beginning with `find:`.
 */
export const ledgerTables = `
  CREATE TABLE runs (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    document TEXT NOT NULL
  ) STRICT;

  CREATE TABLE rounds (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT
  ) STRICT;

  CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    customer_id TEXT NOT NULL,
    row_index BLOB NOT NULL,
    operations BLOB NOT NULL
  ) STRICT;

  CREATE TABLE page_texts (
    page INTEGER PRIMARY KEY,
    texts BLOB NOT NULL
  ) STRICT;

  CREATE TABLE answers (
    request INTEGER PRIMARY KEY,
    rows TEXT NOT NULL,
    names BLOB NOT NULL
  ) STRICT;

  CREATE TABLE rows (
    number INTEGER PRIMARY KEY,
    line INTEGER NOT NULL,
    raw TEXT,
    customer_id TEXT,
    operation BLOB,
    defines TEXT,
    uses TEXT,
    exemptions TEXT,
    outcome TEXT NOT NULL,
    resource_name TEXT,
    blocked_by INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    doubted INTEGER NOT NULL DEFAULT 0,
    request INTEGER,
    job INTEGER,
    page INTEGER
  ) STRICT;

  CREATE TABLE errors (
    row INTEGER NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    advice TEXT NOT NULL,
    action TEXT NOT NULL,
    column INTEGER,
    field_path TEXT NOT NULL,
    details TEXT,
    PRIMARY KEY (row, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE requests (
    id INTEGER PRIMARY KEY,
    round INTEGER NOT NULL,
    customer_id TEXT NOT NULL,
    method TEXT NOT NULL,
    rows TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    state TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    status INTEGER,
    request_id TEXT,
    failure TEXT,
    job INTEGER
  ) STRICT;

  CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    customer_id TEXT NOT NULL,
    resource_name TEXT NOT NULL,
    state TEXT NOT NULL,
    token TEXT NOT NULL DEFAULT '',
    page_token TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE job_adds (
    job INTEGER NOT NULL,
    first INTEGER NOT NULL,
    count INTEGER NOT NULL,
    rows TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (job, first)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE names (
    customer_id TEXT NOT NULL,
    sought TEXT NOT NULL,
    resource_name TEXT NOT NULL,
    PRIMARY KEY (customer_id, sought)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE row_groups (
    row INTEGER PRIMARY KEY,
    customer_id TEXT NOT NULL,
    key TEXT NOT NULL
  ) STRICT;
  CREATE INDEX row_groups_by_key ON row_groups (customer_id, key);
`;

/**
 * What rows that were added or edited have said, by a digest: a correction file may bring it once more without
 * their numbers. Made when it is first needed, which most runs never do.
 */
export const textTable = `
  CREATE TABLE IF NOT EXISTS texts (
    digest TEXT PRIMARY KEY,
    row INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** Made once the rows are in: building it then is faster than keeping it up row by row. */
export const ledgerIndexes = `
  CREATE INDEX rows_by_account ON rows (customer_id, number);
  CREATE INDEX rows_by_definition ON rows (defines) WHERE defines IS NOT NULL;
`;
