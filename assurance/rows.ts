/** What can go wrong, and how far a test has to go to show that it does not. The tests that name a row say where it runs (proofs.ts). */
export interface Row {
  id: string
  /** What somebody, or something, might do. */
  threat: string
  /** The figure to reach. */
  target: string
  /** Why there is no test. */
  unproven?: string
}

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

const row = (id: string, threat: string, target: string, unproven?: string): Row => ({ id, threat, target, unproven })

export const rows: Row[] = [
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
    'A content security policy that breaks the page, or lets something in',
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
    'Getting past a check by a header or a spelling of the address',
    'every address with each of them: nothing that the plain request does not give, the same protection, 0 answers of 500 and above',
  ),
  row(
    'H7',
    'A reader’s page kept by a cache',
    'two readers through one caching proxy: 0 bytes of one seen by the other; private answers are not stored',
  ),
  row(
    'H8',
    'The image optimiser fetching what it is told to',
    '20 addresses: never 200, never 500 and above, 0 requests made',
  ),

  row('C1', 'Changing something by reading it', 'every address by GET, HEAD and OPTIONS: 0 rows changed'),
  row('C2', 'A write from another site', 'every write from each forged origin: 403, 0 rows changed; from ours: done'),
  row(
    'C3',
    'A write as a form that other sites may send without asking',
    'every write as plain text, multipart, anything else or nothing: 415, 0 rows changed',
  ),
  row(
    'C4',
    'A page of another site in a real browser, with the reader’s cookies',
    'forms and fetches of it change 0 rows',
  ),
  row(
    'C5',
    'A new address that forgets the checks',
    'every address of the build stands in the table of these tests; every write goes through the one wrapper',
  ),

  row(
    'A1',
    'Passwords kept weakly',
    'argon2id, at least 19 MiB and two passes; 16 sign-ins at once all succeed; in the long run, on a machine of its own, within 2 s, and nothing else waits for 300 ms',
  ),
  row(
    'A2',
    'Passwords that are easily guessed',
    'at least 12 characters, long ones allowed, every one of the block list refused with a reason, no rules of composition',
  ),
  row('A3', 'An account under somebody else’s address', 'what an unconfirmed address may not do, it does not: 0 ways'),
  row(
    'A4',
    'Guessing one account’s password from many networks',
    'at most 10 of 200 tries in a quarter of an hour reach the hash, over two servers; the owner still gets in within a minute',
  ),
  row('A5', 'A forged X-Forwarded-For', 'at most 3 tries in 10 s however it changes; other readers are not held up'),
  row('A6', 'Guessing through several servers, or from one IPv6 network', 'exactly the limit in total'),
  row(
    'A7',
    'Learning by the time of an answer whether there is an account',
    'known and unknown addresses: ten pairs differ by less than a hash (75 %), thirty in the long run by less than 15 %',
  ),
  row('A8', 'Learning by an answer whether there is an account', 'the same bytes, with mail at work, slow and down'),
  row('A9', 'A session planted before the sign-in', 'a new token each time; the old one is dead'),
  row(
    'A10',
    'Cookies that others can read or set',
    '__Host-, Secure, HttpOnly, SameSite, Path=/, no Domain; the token in no answer, address or log',
  ),
  row('A11', 'A session that outlives its end', 'after each way to end it: dead at once on every address and server'),
  row('A12', 'A session of a deleted account', '401, 0 rows'),
  row(
    'A13',
    'An account made early under a victim’s address',
    'no link without the reader’s asking; the attacker sees nothing',
  ),
  row(
    'A14',
    'Mailed links used twice, late, by others or read in the database',
    'one winner of 20, an hour at most, hashed where they are kept',
  ),
  row('A15', 'Being sent on to another site', '30 forms of address: 0 lead away'),
  row(
    'A16',
    'Sessions that never end, or end with a clock a little off',
    'they end as documented; five minutes of difference harm nothing',
  ),

  row(
    'Z1',
    'Reading or changing what is another reader’s',
    'nobody, A, B and a deleted reader on every address with B’s ids: 0 foreign rows read or changed; not mine and not there are the same bytes',
  ),
  row(
    'Z2',
    'Fields that are not asked for: an owner, an id, a role',
    'every write with each of them: 422, 0 rows changed',
  ),
  row('Z3', 'Checks that only the proxy makes', 'the proxy knows no cookie and no session: all of Z1 holds without it'),

  row(
    'F1',
    'Any broken input',
    'for each family of writes at least 2,000 cases on SQLite and 500 on PostgreSQL, in the long run 50,000 on each: only refusals, nothing changed',
  ),
  row(
    'F2',
    'Operators of the database in place of a value',
    'each field as {not: null}, {contains: ""}, {gt: ""}, null or missing: 422, 0 rows',
  ),
  row(
    'F3',
    'Bodies that are large, endless, or lie about their length',
    '413 before 64 KB are read; the memory grows by less than 20 MB',
  ),
  row('F4', 'One address in many spellings', 'one account for each address; of 20 sign-ups at once, one'),
  row('F5', 'JSON that is none', '400'),
  row('F6', 'Ids of nothing', '404 or 422, nothing written'),
  row(
    'F7',
    'Addresses that can’t be decoded, climb, or never end',
    'each dynamic part of an address: 400, 404, 414 or 431, never 500 and above',
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
    'each on every address: an answer with our headers, a line in the log, never 500 and above; descriptors back to where they were',
  ),

  row(
    'M1',
    'Active HTML',
    'at least 60 pages, each refused with its line; a list of what is allowed, not of what is not',
  ),
  row('M2', 'Attributes that run, hide or overwrite something', 'refused'),
  row(
    'M3',
    'Addresses that are none, or not what they seem',
    'refused; https, and relative within the site; pictures of the repository alone',
  ),
  row('M4', 'JavaScript in a page', 'refused aloud'),
  row(
    'M5',
    'What the check overlooked, shown',
    'every page compiled, rendered and parsed against a second list; in a browser 0 scripts run, 0 requests elsewhere',
  ),
  row(
    'M6',
    'Small pages that take minutes',
    'refused by what they hold, the same on every machine; work that goes on regardless is ended; the next page is checked',
  ),
  row('M7', 'Bytes that are no text, or hide some', 'refused; lines of Windows mean the same'),
  row('M8', 'Files where or what they should not be', 'refused; links are not followed'),
  row('M9', 'Front matter that runs, multiplies or pretends', 'refused'),
  row(
    'M10',
    'A pull request’s code with the project’s rights',
    'pull_request only, read-only tokens, no secrets, actions pinned by hash',
  ),
  row(
    'M11',
    'Marks lost when a tutorial is renamed or removed',
    'refused without a declared move; 100 readers’ marks are there afterwards',
  ),

  row('L1', 'What a linked page could do to ours', 'every link to another site: rel="noopener noreferrer"'),
  row(
    'L2',
    'A linked address that belongs to somebody else by now',
    'each recorded case is named; its link is shown, disabled, with the archive',
  ),
  row('L3', 'A hostile link that has to go now', 'one line takes it from all pages; marks stay'),
  row(
    'L4',
    'The link checker led into the own network',
    '0 connections to private addresses; at most 5 hops, 10 s, 512 KB',
  ),
  row('L5', 'Checks that need the network', 'a committed report with its date; the tests make 0 calls outside'),

  row(
    'R1',
    'A crash while readers mark',
    '32 writers, killed and started again, on both databases: 0 lost, 0 older than acknowledged, up within 30 s; in the long run, 100 rounds on a machine of its own, within 5 s',
  ),
  row('R2', 'Another reader’s failed write taking mine along', '0 of 500 lost'),
  row('R3', 'An answer before the data is on the disk', 'the disk is told between write and answer for 50 of 50'),
  row(
    'R4',
    'Many readers at once',
    '50 readers, 10 s (60 s in the long run): 0 lost, every answer 200. How many a second and how soon says most of the machine: it is printed',
  ),
  row('R5', 'Two servers on one database', 'what was acknowledged last holds; 0 answers of 500 and above'),
  row(
    'R6',
    'The database away',
    'topic pages as before; marks 503 with Retry-After within 3 s, shown as not saved; back within 5 s',
  ),
  row('R7', 'The database frozen', 'every request answered within 3 s'),
  row('R8', 'An error at any call of the database', 'all of a write or nothing; never 500; trying again works'),
  row(
    'R9',
    'Another process holding the database',
    'the server goes on within 300 ms; 503, then done; nothing poisoned',
  ),
  row('R10', 'A full disk', '503 or 507, reading goes on, acknowledged is stored, works again once there is room'),
  row('R11', 'A data folder that can’t be used', 'a clear sentence and an exit code other than 0'),
  row('R12', 'Clocks that are wrong or jump', 'nothing acknowledged is overwritten by older'),
  row(
    'R13',
    'Being stopped while answering',
    '20 of 20 requests answered and stored; an end within 6 s after the last',
  ),
  row(
    'R14',
    'Growth by what others ask for',
    '5,000 random addresses: at most 10 files, 50 MB; at most 64 MB of log under constant readers',
  ),
  row('R15', 'Migrations twice, at once, killed or half old', 'applied once, rows unchanged'),
  row('R16', 'A backup while readers mark', 'restored: 0 missing, sound; a plain copy fails the same check'),
  row('R17', 'A connection that comes and goes', '0 marks lost, 0 twice, in order; never shown as saved before it is'),
  row('R18', 'The same write sent again', '20 at once: one effect, the same answer'),
  row(
    'R19',
    'A guest who becomes a reader',
    'once, thrice, at once, interrupted: the same set, nothing lost from either side',
  ),
  row('R20', 'Traces of a deleted account', '0 rows in any table, also while its reader still writes'),
  row('R21', 'Two servers on one SQLite file', 'both work, or the second refuses and says why'),
  row(
    'R22',
    'Leaks',
    '2 h of mixed load: less than 5 MB an hour after warming up, 0 answers of 500 and above, handles constant',
  ),
  row('R23', 'A tab from before an update', 'marks are saved; no click is lost'),
  row(
    'R24',
    'Requests that ask for another protocol and hang up',
    '2,000 of them (20,000 in the long run): descriptors back to where they were, a stop within 6 s',
  ),
  row(
    'R25',
    'Errors that a cache keeps',
    'through a real Caddy, files and 404s keep the headers that the portal sends; when no portal answers, the error has no-store',
  ),

  row('S1', 'Versions with known holes', 'the lock file is at or above every floor'),
  row(
    'S2',
    'A dependency from elsewhere, changed, or with a script',
    'every package of the lock file with its hash and from the registry; no install script but those named',
  ),
  row('S3', 'A start with missing or weak settings', 'refused in one sentence'),
  row(
    'S4',
    'A plugin or an address that nobody decided on',
    'the lists of better-auth’s plugins and of all addresses are as written down',
  ),
  row('S5', 'Secrets in logs', 'planted words are found 0 times in all that is printed'),
  row('S6', 'A health check that does not tell', 'the process and its database are told apart'),
]
