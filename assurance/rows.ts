/** What can go wrong, and how far a test has to go to show that it does not. */
export interface Row {
  id: string
  /** What somebody, or something, might do. */
  threat: string
  /** The figure to reach. */
  target: string
  /** `ci`: every run of the checks; `long`: `npm run test:long` alone; `both`: few cases in the one, many in the other. */
  gate: 'ci' | 'long' | 'both'
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

const row = (id: string, gate: Row['gate'], threat: string, target: string, unproven?: string): Row => ({ id, threat, target, gate, unproven })

export const rows: Row[] = [
  row('H1', 'ci', 'A page, file or refusal without the headers that protect it', 'every kind of answer: an enforcing policy, HSTS for two years where there is https, nosniff, referrer, opener, resource and permissions policies, no framing, no X-Powered-By'),
  row('H2', 'long', 'A poor grade by an outside measure', 'Mozilla’s observatory against the portal: A+, at least 130 points, 10 of 10'),
  row('H3', 'ci', 'A content security policy that breaks the page, or lets something in', '0 violations in use on every kind of page; every injected script, handler and eval blocked'),
  row('H4', 'ci', 'A content security policy that is too weak', 'csp_evaluator: 0 findings of high or medium severity'),
  row('H5', 'ci', 'Hashes in the policy that are not those of the page', '0 differences over all pages, recomputed from what is served'),
  row('H6', 'ci', 'Getting past a check by a header or a spelling of the address', 'every address with each of them: nothing that the plain request does not give, the same protection, 0 answers of 500 and above'),
  row('H7', 'ci', 'A reader’s page kept by a cache', 'two readers through one caching proxy: 0 bytes of one seen by the other; private answers are not stored'),
  row('H8', 'ci', 'The image optimiser fetching what it is told to', '20 addresses: never 200, never 500 and above, 0 requests made'),

  row('C1', 'ci', 'Changing something by reading it', 'every address by GET, HEAD and OPTIONS: 0 rows changed'),
  row('C2', 'ci', 'A write from another site', 'every write from each forged origin: 403, 0 rows changed; from ours: done'),
  row('C3', 'ci', 'A write as a form that other sites may send without asking', 'every write as plain text, multipart, anything else or nothing: 415, 0 rows changed'),
  row('C4', 'ci', 'A page of another site in a real browser, with the reader’s cookies', 'forms and fetches of it change 0 rows'),
  row('C5', 'ci', 'A new address that forgets the checks', 'every address of the build stands in the table of these tests; every write goes through the one wrapper'),

  row('A1', 'ci', 'Passwords kept weakly', 'argon2id, at least 19 MiB and two passes; 16 sign-ins at once within 2 s, other pages meanwhile within 300 ms'),
  row('A2', 'ci', 'Passwords that are easily guessed', 'at least 12 characters, long ones allowed, every one of the block list refused with a reason, no rules of composition'),
  row('A3', 'ci', 'An account under somebody else’s address', 'what an unconfirmed address may not do, it does not: 0 ways'),
  row('A4', 'ci', 'Guessing one account’s password from many networks', 'at most 10 of 200 tries in a quarter of an hour reach the hash, over two servers; the owner still gets in within a minute'),
  row('A5', 'ci', 'A forged X-Forwarded-For', 'at most 3 tries in 10 s however it changes; other readers are not held up'),
  row('A6', 'ci', 'Guessing through several servers, or from one IPv6 network', 'exactly the limit in total'),
  row('A7', 'both', 'Learning by the time of an answer whether there is an account', 'known and unknown addresses: medians within 40 % (10 pairs), within 15 % (30 pairs)'),
  row('A8', 'ci', 'Learning by an answer whether there is an account', 'the same bytes, with mail at work, slow and down'),
  row('A9', 'ci', 'A session planted before the sign-in', 'a new token each time; the old one is dead'),
  row('A10', 'ci', 'Cookies that others can read or set', '__Host-, Secure, HttpOnly, SameSite, Path=/, no Domain; the token in no answer, address or log'),
  row('A11', 'ci', 'A session that outlives its end', 'after each way to end it: dead at once on every address and server'),
  row('A12', 'ci', 'A session of a deleted account', '401, 0 rows'),
  row('A13', 'ci', 'An account made early under a victim’s address', 'no link without the reader’s asking; the attacker sees nothing'),
  row('A14', 'ci', 'Mailed links used twice, late, by others or read in the database', 'one winner of 20, an hour at most, hashed where they are kept'),
  row('A15', 'ci', 'Being sent on to another site', '30 forms of address: 0 lead away'),
  row('A16', 'ci', 'Sessions that never end, or end with a clock a little off', 'they end as documented; five minutes of difference harm nothing'),

  row('Z1', 'ci', 'Reading or changing what is another reader’s', 'nobody, A, B and a deleted reader on every address with B’s ids: 0 foreign rows read or changed; not mine and not there are the same bytes'),
  row('Z2', 'ci', 'Fields that are not asked for: an owner, an id, a role', 'every write with each of them: 422, 0 rows changed'),
  row('Z3', 'ci', 'Checks that only the proxy makes', 'the proxy knows no cookie and no session: all of Z1 holds without it'),

  row('F1', 'both', 'Any broken input', 'at least 2,000 cases (50,000 in the long run) for each family of writes on each database: only refusals, nothing changed, the 99th of 100 answers within 100 ms'),
  row('F2', 'ci', 'Operators of the database in place of a value', 'each field as {not: null}, {contains: ""}, {gt: ""}, null or missing: 422, 0 rows'),
  row('F3', 'ci', 'Bodies that are large, endless, or lie about their length', '413 before 64 KB are read; the memory grows by less than 20 MB'),
  row('F4', 'ci', 'One address in many spellings', 'one account for each address; of 20 sign-ups at once, one'),
  row('F5', 'ci', 'JSON that is none', '400'),
  row('F6', 'ci', 'Ids of nothing', '404 or 422, nothing written'),
  row('F7', 'ci', 'Addresses that can’t be decoded, climb, or never end', 'each dynamic part of an address: 400, 404, 414 or 431, never 500 and above'),
  row('F8', 'long', 'Connections that send a byte a second', '200 of them for a minute: others are answered within 1 s (99 of 100), and all are closed within 60 s'),
  row('F9', 'ci', 'Calls of server actions that do not exist', 'none in the build; 50 forged calls are refused, each within 100 ms'),
  row('F10', 'ci', 'Connections that are not plain requests: other methods, Upgrade, CONNECT, Expect, broken request lines, absolute-form targets', 'each on every address: an answer with our headers, a line in the log, never 500 and above; descriptors back to where they were'),

  row('M1', 'ci', 'Active HTML', 'at least 60 pages, each refused with its line; a list of what is allowed, not of what is not'),
  row('M2', 'ci', 'Attributes that run, hide or overwrite something', 'refused'),
  row('M3', 'ci', 'Addresses that are none, or not what they seem', 'refused; https, and relative within the site; pictures of the repository alone'),
  row('M4', 'ci', 'JavaScript in a page', 'refused aloud'),
  row('M5', 'ci', 'What the check overlooked, shown', 'every page compiled, rendered and parsed against a second list; in a browser 0 scripts run, 0 requests elsewhere'),
  row('M6', 'ci', 'Small pages that take minutes', 'refused within 3 s, less than 300 MB; the next page is checked'),
  row('M7', 'ci', 'Bytes that are no text, or hide some', 'refused; lines of Windows mean the same'),
  row('M8', 'ci', 'Files where or what they should not be', 'refused; links are not followed'),
  row('M9', 'ci', 'Front matter that runs, multiplies or pretends', 'refused'),
  row('M10', 'ci', 'A pull request’s code with the project’s rights', 'pull_request only, read-only tokens, no secrets, actions pinned by hash'),
  row('M11', 'ci', 'Marks lost when a tutorial is renamed or removed', 'refused without a declared move; 100 readers’ marks are there afterwards'),

  row('L1', 'ci', 'What a linked page could do to ours', 'every link to another site: rel="noopener noreferrer"'),
  row('L2', 'ci', 'A linked address that belongs to somebody else by now', 'each recorded case is named; its link is shown, disabled, with the archive'),
  row('L3', 'ci', 'A hostile link that has to go now', 'one line takes it from all pages; marks stay'),
  row('L4', 'ci', 'The link checker led into the own network', '0 connections to private addresses; at most 5 hops, 10 s, 512 KB'),
  row('L5', 'ci', 'Checks that need the network', 'a committed report with its date; the tests make 0 calls outside'),

  row('R1', 'both', 'A crash while readers mark', '32 writers, killed and started again, on both databases: 0 lost, 0 older than acknowledged, up within 5 s; 5 rounds, in the long run 100'),
  row('R2', 'ci', 'Another reader’s failed write taking mine along', '0 of 500 lost'),
  row('R3', 'long', 'An answer before the data is on the disk', 'the disk is told between write and answer for 50 of 50'),
  row('R4', 'both', 'Many readers at once', '50 readers, 60 s (10 s in every run): 0 lost, 0 answers of 500 and above, at least 50 acknowledged a second, 99 of 100 within 500 ms on two idle cores'),
  row('R5', 'ci', 'Two servers on one database', 'what was acknowledged last holds; 0 answers of 500 and above'),
  row('R6', 'ci', 'The database away', 'topic pages as before; marks 503 with Retry-After within 3 s, shown as not saved; back within 5 s'),
  row('R7', 'ci', 'The database frozen', 'every request answered within 3 s'),
  row('R8', 'ci', 'An error at any call of the database', 'all of a write or nothing; never 500; trying again works'),
  row('R9', 'ci', 'Another process holding the database', 'the server goes on within 300 ms; 503, then done; nothing poisoned'),
  row('R10', 'ci', 'A full disk', '503 or 507, reading goes on, acknowledged is stored, works again once there is room'),
  row('R11', 'ci', 'A data folder that can’t be used', 'a clear sentence and an exit code other than 0 within 5 s'),
  row('R12', 'long', 'Clocks that are wrong or jump', 'nothing acknowledged is overwritten by older'),
  row('R13', 'ci', 'Being stopped while answering', '20 of 20 requests answered and stored; an end within 6 s after the last'),
  row('R14', 'long', 'Growth by what others ask for', '5,000 random addresses: at most 10 files, 50 MB; at most 64 MB of log under constant readers'),
  row('R15', 'ci', 'Migrations twice, at once, killed or half old', 'applied once, rows unchanged'),
  row('R16', 'ci', 'A backup while readers mark', 'restored: 0 missing, sound; a plain copy fails the same check'),
  row('R17', 'ci', 'A connection that comes and goes', '0 marks lost, 0 twice, in order; never shown as saved before it is'),
  row('R18', 'ci', 'The same write sent again', '20 at once: one effect, the same answer'),
  row('R19', 'ci', 'A guest who becomes a reader', 'once, thrice, at once, interrupted: the same set, nothing lost from either side'),
  row('R20', 'ci', 'Traces of a deleted account', '0 rows in any table, also while its reader still writes'),
  row('R21', 'ci', 'Two servers on one SQLite file', 'both work, or the second refuses and says why'),
  row('R22', 'long', 'Leaks', '2 h of mixed load: less than 5 MB an hour after warming up, 0 answers of 500 and above, handles constant'),
  row('R23', 'long', 'A tab from before an update', 'marks are saved; no click is lost'),
  row('R24', 'both', 'Requests that ask for another protocol and hang up', '2,000 of them (20,000 in the long run): descriptors back to where they were, a stop within 6 s'),
  row('R25', 'long', 'Errors that a cache keeps', 'through a real Caddy, each kind of request for what is no file of the build: no-store; a file of another build is answered by the portals'),

  row('S1', 'ci', 'Versions with known holes', 'the lock file is at or above every floor'),
  row('S2', 'ci', 'A dependency from elsewhere, changed, or with a script', 'every package of the lock file with its hash and from the registry; no install script but those named'),
  row('S3', 'ci', 'A start with missing or weak settings', 'refused in one sentence'),
  row('S4', 'ci', 'A plugin or an address that nobody decided on', 'the lists of better-auth’s plugins and of all addresses are as written down'),
  row('S5', 'ci', 'Secrets in logs', 'planted words are found 0 times in all that is printed'),
  row('S6', 'ci', 'A health check that does not tell', 'the process and its database are told apart'),
]
