/** A risk, and the figure that a test has to reach. Tests name the row in their titles (proofs.ts). */
export interface Risk {
  id: string
  /** What might happen. */
  threat: string
  /** The figure to reach. */
  target: string
  /** The reason why there is no test. */
  unproven?: string
}

/** The groups of rows by their letter. */
export const groups: Record<string, string> = {
  H: 'Headers and caching',
  C: 'Requests from other sites',
  A: 'Accounts',
  Z: 'Who may do what',
  F: 'Input',
  M: 'Content from pull requests',
  L: 'Linked tutorials',
  R: 'Reliability',
  S: 'Supply and set-up',
}

const row = (id: string, threat: string, target: string, unproven?: string): Risk => ({ id, threat, target, unproven })

/** All rows, by group. */
export const rows: Risk[] = [
  row(
    'H1',
    'A page, file or refusal without the headers that protect it',
    'every kind of answer: an enforcing policy, HSTS for two years where there is https, nosniff, referrer, opener, resource and permissions policies, no framing, no X-Powered-By',
  ),
  row(
    'H2',
    'A poor grade by an outside measure',
    'Mozilla’s observatory against the portal: A+, at least 130 points, 10 of 10',
  ),
  row(
    'H3',
    'A content security policy that breaks the page, or allows too much',
    '0 violations in use on every kind of page; every injected script, handler and eval blocked',
  ),
  row('H4', 'A content security policy that is too weak', 'csp_evaluator: 0 findings of high or medium severity'),
  row(
    'H5',
    'Hashes in the policy that are not those of the page',
    '0 differences over all pages, recomputed from what is served',
  ),
  row(
    'H6',
    'A check evaded by a header or a spelling of the address',
    'every address with each of them: no more than the plain request gets, the same protection, 0 × 5xx',
  ),
  row(
    'H7',
    'A reader’s page kept by a cache',
    'two readers through one caching proxy: 0 bytes of one seen by the other; private answers are not stored',
  ),
  row('H8', 'An image optimiser that fetches any address', '20 addresses: never 200, never 5xx, 0 requests made'),

  row('C1', 'Changing something by reading it', 'every address by GET, HEAD and OPTIONS: 0 rows changed'),
  row('C2', 'A write from another site', 'every write from each forged origin: 403, 0 rows changed; from ours: done'),
  row(
    'C3',
    'A write as a form that other sites may send without a preflight request',
    'every write as plain text, multipart, anything else or nothing: 415, 0 rows changed',
  ),
  row(
    'C4',
    'A page of another site in a real browser, with the reader’s cookies',
    'its forms and fetches change 0 rows',
  ),
  row(
    'C5',
    'A new address that forgets the checks',
    'every address of the build is in the table of these tests; every write goes through the one wrapper',
  ),

  row(
    'A1',
    'Passwords stored weakly',
    'argon2id, at least 19 MiB and two passes; 16 sign-ins at once all succeed; in the long run, on an idle machine, within 2 s, and nothing else waits for 300 ms',
  ),
  row(
    'A2',
    'Passwords that are easily guessed',
    'at least 12 characters, long ones allowed, all of the block list refused with a reason, no rules of composition',
  ),
  row('A3', 'An account under someone else’s address', '0 ways to do what needs a confirmed address'),
  row(
    'A4',
    'Guessing one account’s password from many networks',
    'at most 10 of 200 attempts in 15 minutes reach the hash, over two servers; the owner can still sign in within a minute',
  ),
  row('A5', 'A forged X-Forwarded-For', 'at most 3 attempts in 10 s with any header; other readers are not delayed'),
  row('A6', 'Guessing through several servers, or from one IPv6 network', 'exactly the limit in total'),
  row(
    'A7',
    'Response times that reveal whether an account exists',
    'known and unknown addresses: ten pairs differ by less than a hash (75 %), thirty in the long run by less than 15 %',
  ),
  row('A8', 'Responses that reveal whether an account exists', 'the same bytes, with mail working, slow and down'),
  row('A9', 'A session planted before the sign-in', 'a new token each time; the old one is invalid'),
  row(
    'A10',
    'Cookies that others can read or set',
    '__Host-, Secure, HttpOnly, SameSite, Path=/, no Domain; the token is in no response, address or log',
  ),
  row(
    'A11',
    'A session that outlives its end',
    'after each way to end it: invalid at once on every address and server',
  ),
  row('A12', 'A session of a deleted account', '401, 0 rows'),
  row(
    'A13',
    'An account made early under a victim’s address',
    'no link unless the reader asks for it; the attacker sees nothing',
  ),
  row(
    'A14',
    'Mailed links used twice, late, by others or read in the database',
    '1 of 20 succeeds, valid for an hour at most, stored as hashes',
  ),
  row('A15', 'Redirects to another site', '30 forms of address: 0 lead away'),
  row(
    'A16',
    'Sessions that never end, or that depend on exact clocks',
    'they end as documented; five minutes of difference do no harm',
  ),

  row(
    'Z1',
    'Reading or changing another reader’s data',
    'a visitor, A, B and a deleted reader on every address with B’s ids: 0 foreign rows read or changed; the same response for foreign and missing data',
  ),
  row('Z2', 'Unknown fields: an owner, an id, a role', 'every write with each of them: 422, 0 rows changed'),
  row('Z3', 'Checks that only the proxy makes', 'the proxy knows no cookie and no session: all of Z1 holds without it'),

  row(
    'F1',
    'Any invalid input',
    'for each family of writes at least 2,000 cases on SQLite and 500 on PostgreSQL, in the long run 50,000 on each: only refusals, nothing changed',
  ),
  row(
    'F2',
    'Database operators instead of a value',
    'each field as {not: null}, {contains: ""}, {gt: ""}, null or missing: 422, 0 rows',
  ),
  row(
    'F3',
    'Bodies that are large, endless, or lie about their length',
    '413 before 64 KB are read; the memory grows by less than 20 MB',
  ),
  row('F4', 'One address in many spellings', 'one account for each address; of 20 sign-ups at once, one'),
  row('F5', 'Invalid JSON', '400'),
  row('F6', 'Unknown ids', '404 or 422, nothing written'),
  row(
    'F7',
    'Addresses that can’t be decoded, climb, or never end',
    'each dynamic part of an address: 400, 404, 414 or 431, never 5xx',
  ),
  row(
    'F8',
    'Connections that send a byte a second',
    '200 of them for a minute: others are answered within 1 s (99 of 100), and all are closed within 60 s',
  ),
  row(
    'F9',
    'Calls of server actions that do not exist',
    'none in the build; 50 forged calls are refused, half of them within 1 s',
  ),
  row(
    'F10',
    'Connections that are not plain requests: other methods, Upgrade, CONNECT, Expect, broken request lines, absolute-form targets',
    'each on every address: a response with our headers, a line in the log, never 5xx; no leaked descriptors',
  ),

  row('M1', 'Active HTML', 'at least 60 pages, each refused with its line; an allow list, not a block list'),
  row('M2', 'Attributes that run, hide or overwrite something', 'refused'),
  row(
    'M3',
    'Addresses that are invalid, or not what they seem',
    'refused; https, and relative within the site; pictures from the repository only',
  ),
  row('M4', 'JavaScript in a page', 'refused with a message'),
  row(
    'M5',
    'Content that the check overlooked',
    'every page compiled, rendered and parsed against a second list; in a browser 0 scripts run, 0 requests elsewhere',
  ),
  row(
    'M6',
    'Small pages that take minutes to read',
    'refused by counts, the same on every machine; longer work is stopped; the next page is checked',
  ),
  row('M7', 'Bytes that are not text, or hide some', 'refused; Windows line ends make no difference'),
  row('M8', 'Files of a wrong kind or in a wrong place', 'refused; links are not followed'),
  row('M9', 'Front matter that runs code, expands or is ambiguous', 'refused'),
  row(
    'M10',
    'A pull request’s code with the project’s rights',
    'pull_request only, read-only tokens, no secrets, actions pinned by hash',
  ),
  row(
    'M11',
    'Marks lost when a tutorial is renamed or removed',
    'refused without a declared move; afterwards all marks of 100 readers exist',
  ),

  row('L1', 'What a linked page could do to ours', 'every link to another site: rel="noopener noreferrer"'),
  row(
    'L2',
    'A linked address that has changed hands',
    'each recorded case is named; its link is shown, disabled, with the archive',
  ),
  row('L3', 'A hostile link that must be removed at once', 'one line removes it from all pages; marks stay'),
  row(
    'L4',
    'The link checker led into the private network',
    '0 connections to private addresses; at most 5 hops, 10 s, 512 KB',
  ),
  row('L5', 'Checks that need the network', 'a committed report with its date; the tests make 0 calls outside'),

  row(
    'R1',
    'A crash while readers mark',
    '32 writers, killed and restarted, on both databases: 0 lost, 0 older than acknowledged, up within 30 s; in the long run, 100 rounds on an idle machine, within 5 s',
  ),
  row('R2', 'Another reader’s failed write that undoes mine', '0 of 500 lost'),
  row('R3', 'A response before the data is on the disk', 'synced between write and response for 50 of 50'),
  row(
    'R4',
    'Many readers at once',
    '50 readers, 10 s (60 s in the long run): 0 lost, every response 200. Throughput and latency depend on the machine and are printed',
  ),
  row('R5', 'Two servers on one database', 'the last acknowledged change wins; 0 × 5xx'),
  row(
    'R6',
    'An unavailable database',
    'topic pages as before; marks 503 with Retry-After within 3 s, shown as not saved; back within 5 s',
  ),
  row('R7', 'A hanging database', 'every request answered within 3 s'),
  row('R8', 'An error at any call of the database', 'all of a write or nothing; never 500; repeating it works'),
  row('R9', 'Another process holding the database', 'other requests within 300 ms; 503, then success; no damage'),
  row(
    'R10',
    'A full disk',
    '503 or 507, reading still works, acknowledged changes are stored, writing works again once there is space',
  ),
  row('R11', 'A data folder that can’t be used', 'a clear sentence and an exit code other than 0'),
  row('R12', 'Clocks that are wrong or jump', 'no acknowledged change is overwritten by an older one'),
  row('R13', 'A stop during requests', '20 of 20 requests answered and stored; an end within 6 s after the last'),
  row(
    'R14',
    'Growth by requests',
    '5,000 random addresses: at most 10 files, 50 MB; at most 64 MB of log under constant readers',
  ),
  row('R15', 'Migrations twice, at once, killed or half old', 'applied once, rows unchanged'),
  row('R16', 'A backup while readers mark', 'restored: 0 missing, consistent; a plain copy fails the same check'),
  row('R17', 'A connection that comes and goes', '0 marks lost, 0 twice, in order; never shown as saved too early'),
  row('R18', 'The same write sent again', '20 at once: one effect, the same answer'),
  row(
    'R19',
    'A guest who becomes a reader',
    'once, three times, at once, interrupted: the same marks, nothing lost from either side',
  ),
  row('R20', 'Traces of a deleted account', '0 rows in any table, also while its reader still writes'),
  row('R21', 'Two servers on one SQLite file', 'both work, or the second refuses and says why'),
  row('R22', 'Leaks', '2 h of mixed load: less than 5 MB per hour after warming up, 0 × 5xx, constant handles'),
  row('R23', 'A tab from before an update', 'marks are saved; no click is lost'),
  row(
    'R24',
    'Requests that ask for another protocol and hang up',
    '2,000 of them (20,000 in the long run): no leaked descriptors, a stop within 6 s',
  ),
  row(
    'R25',
    'Errors that a cache keeps',
    'through a real Caddy, files and 404s keep the headers that the portal sends; when no portal answers, the error has no-store',
  ),

  row('S1', 'Versions with known vulnerabilities', 'the lock file is at or above every floor'),
  row(
    'S2',
    'A dependency from elsewhere, changed, or with a script',
    'every package of the lock file has its hash and comes from the registry; only listed install scripts',
  ),
  row('S3', 'A start with missing or weak settings', 'refused in one sentence'),
  row(
    'S4',
    'An unintended plugin or address',
    'the lists of better-auth’s plugins and of all addresses are as written down',
  ),
  row('S5', 'Secrets in logs', 'planted words are found 0 times in the whole output'),
  row('S6', 'A misleading health check', 'the process and its database are reported separately'),
]
