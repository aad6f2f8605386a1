import { readFile, writeFile } from 'node:fs/promises'
import type { Download, Page } from '@playwright/test'
import { atEachWidth, expectAccessible } from './axe'
import { expect, slow, test } from './test'

// Import and export as whole journeys: files, preview, import, downloads.
test.slow()

const hostileNote = 'Read <b>this</b> </DD></DL><script>window.pwned = 1</script> & "that"'
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`)
const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
const netscape = (links: string) =>
  `<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<DL><p>\n${links}</DL><p>\n`
const link = (href: string, title: string, note = '') =>
  `<DT><A HREF="${escape(href)}" ADD_DATE="1700000000">${escape(title)}</A>\n${note && `<DD>${escape(note)}\n`}`

/** Returns the addresses of some tutorials. */
async function readAddresses(page: Page): Promise<string[]> {
  await page.goto('/prometheus')
  const addresses = await page
    .locator('.resource a[href^="https://"]')
    .evaluateAll((links) => links.map((each) => (each as HTMLAnchorElement).href))
  const found = [...new Set(addresses)]
  expect(found.length).toBeGreaterThan(4)
  return found
}

async function choose(page: Page, ...files: ReturnType<typeof file>[]): Promise<void> {
  await page.goto('/shelf/import')
  await page.getByLabel('Files to import').setInputFiles(files)
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 2, name })
async function read(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8')
}
async function take(page: Page, format: 'Everything (JSON)' | 'Table (CSV)' | 'Bookmarks (HTML)'): Promise<string> {
  await page.goto('/shelf/export')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: format }).click(),
  ])
  return read(download)
}

test('a browser’s bookmarks become marks, once, and the rest can be downloaded', async ({ tab: page, signUp }) => {
  await signUp(page)
  const [one = '', two = ''] = await readAddresses(page)
  const bookmarks = file(
    'bookmarks.html',
    netscape(
      link(one, 'One', hostileNote) +
        link(two, 'Two') +
        link(two, 'Two again') +
        link('https://example.org/not-here', 'Elsewhere') +
        link('javascript:window.pwned=1', 'A trick'),
    ),
  )
  await choose(page, bookmarks)
  await expect(heading(page, '2 marks to import')).toBeFocused()
  const main = page.getByRole('main')
  for (const words of ['To import: 2', 'Duplicates in your files: 1', 'Not in the portal: 1', 'Couldn’t be read: 1'])
    await expect(main).toContainText(words)
  await expect(main).toContainText('bookmarks.html:9')
  await expect(main).toContainText('Addresses that begin with “javascript:” can’t be imported.')
  await expect(main.getByRole('link', { name: /trick|not-here/ })).toHaveCount(0)

  await page.getByRole('button', { name: 'Import 2 marks' }).click()
  await expect(heading(page, '2 marks imported')).toBeFocused()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the rest as bookmarks (HTML)' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('not-imported.html')
  const left = await read(download)
  expect(left).toContain('<!-- This portal doesn’t list this address. -->')
  expect(left.match(/<A /g)).toHaveLength(2)

  await choose(page, bookmarks)
  await expect(heading(page, 'Nothing new to import')).toBeFocused()
  await expect(main).toContainText('Already on your shelf: 3')
  await expect(page.getByRole('button', { name: /^Import/ })).toHaveCount(0)
  await choose(page, file('left.html', left))
  await expect(heading(page, 'Nothing new to import')).toBeVisible()
  for (const words of ['Not in the portal: 1', 'Couldn’t be read: 1']) await expect(main).toContainText(words)

  await page.goto('/shelf')
  await expect(main).toContainText('Prometheus')
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
})

test('Pocket’s files keep the reading state, and the rest is returned as CSV', slow, async ({ tab: page, signUp }) => {
  await signUp(page)
  const [one = '', two = ''] = await readAddresses(page)
  const head = 'title,url,time_added,tags,status\n'
  await choose(
    page,
    file('part_000000.csv', `${head}"One, ""quoted""\nin two lines",${one},1700000000,python|web,unread\n`),
    file('part_000001.csv', `${head}Two,${two},1700000000,,archive\n=1+1,https://example.org/x,soon,,unread\n`),
    file('notes.txt', 'Milk, bread'),
  )
  await expect(heading(page, '2 marks to import')).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'We couldn’t read one file.' })).toContainText(
    'notes.txt: We don’t recognise this file',
  )
  const files = page.getByRole('list', { name: 'Files' })
  await expect(files).toContainText('part_000000.csv: Pocket (CSV)')
  await expect(files).toContainText('2 bookmarks.')
  const toImport = page.getByRole('list', { name: 'To import' }).getByRole('listitem')
  await expect(toImport.filter({ hasText: 'One, "quoted" in two lines' })).toContainText('Bookmark, with a note')
  await expect(toImport.filter({ hasText: /^Two/ })).toContainText('Done')
  const elsewhere = page.getByRole('list', { name: 'Not in the portal' })
  await expect(elsewhere).toContainText('part_000001.csv:3')
  await expect(elsewhere).toContainText('The date “soon” can’t be read, so we used the date of the file.')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the rest as CSV' }).click(),
  ])
  expect(await read(download)).toBe(
    "title,url,time_added,tags,status,reason\r\n'=1+1,https://example.org/x,soon,,unread,This portal doesn’t list this address.\r\n",
  )

  await page.getByRole('button', { name: 'Import 2 marks' }).click()
  await expect(heading(page, '2 marks imported')).toBeVisible()
  const { marks } = JSON.parse(await take(page, 'Everything (JSON)')) as { marks: Record<string, unknown>[] }
  const added = '2023-11-14T22:13:20.000Z'
  expect(
    marks
      .map(({ bookmarked, bookmarkedAt, progress, progressAt, note }) => ({
        bookmarked,
        bookmarkedAt,
        progress,
        progressAt,
        note,
      }))
      .sort((a) => (a.bookmarked ? -1 : 1)),
  ).toEqual([
    { bookmarked: true, bookmarkedAt: added, progress: 'to-read', progressAt: null, note: 'Tags: python, web' },
    { bookmarked: false, bookmarkedAt: null, progress: 'done', progressAt: added, note: null },
  ])
})

test(
  'another program’s table shows the result of each row and unused columns, and matches a shared address',
  slow,
  async ({ tab: page, signUp }) => {
    await signUp(page)
    const [one = '', two = ''] = await readAddresses(page)
    const shared = new URL(one)
    shared.searchParams.set('ref', 'newsletter')
    await choose(
      page,
      file(
        'reader.csv',
        `Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen,Mood\nOne,${shared.href},1,"['x']",2023-11-14 22:13:20+00:00,0.4,later,True,good\nTwo,${two},2,[],2023-11-14 22:13:20+00:00,1,archive,True,good\nThree,mailto:a@example.org,3,[],,0,new,True,good\n`,
      ),
    )
    await expect(heading(page, '2 marks to import')).toBeVisible()
    const files = page.getByRole('list', { name: 'Files' })
    for (const words of ['reader.csv: Readwise Reader (CSV)', '3 bookmarks: 2 readable, 1 not.', 'Not used: Mood.'])
      await expect(files).toContainText(words)
    const toImport = page.getByRole('list', { name: 'To import' }).getByRole('listitem')
    await expect(toImport.nth(0)).toContainText('Reading, 40%, with a note')
    await expect(toImport.nth(1)).toContainText('Done')
    await page.getByRole('button', { name: 'Import 2 marks' }).click()
    await expect(heading(page, '2 marks imported')).toBeVisible()
  },
)

test('a shelf can be exported, only by its reader', slow, async ({ tab: page, signUp, openSecondBrowser }) => {
  await signUp(page)
  const [one = '', two = ''] = await readAddresses(page)
  await choose(
    page,
    file(
      'bookmarks.html',
      netscape(link(one, 'One', hostileNote) + link(two, 'Two', '=HYPERLINK("https://example.org")')),
    ),
  )
  await page.getByRole('button', { name: 'Import 2 marks' }).click()
  await expect(heading(page, '2 marks imported')).toBeVisible()
  const json = await take(page, 'Everything (JSON)')
  const csv = await take(page, 'Table (CSV)')
  const html = await take(page, 'Bookmarks (HTML)')
  expect(csv).toContain(`"'=HYPERLINK(""https://example.org"")"`)

  const other = await openSecondBrowser()
  await signUp(other)
  for (const format of ['Everything (JSON)', 'Table (CSV)', 'Bookmarks (HTML)'] as const) {
    const theirs = await take(other, format)
    for (const secret of ['HYPERLINK', 'pwned', one, two]) expect(theirs).not.toContain(secret)
  }
  // Another reader can import the export, with the same marks.
  await choose(other, file('lectern-shelf.json', json))
  await other.getByRole('button', { name: 'Import 2 marks' }).click()
  await expect(heading(other, '2 marks imported')).toBeVisible()
  const withoutTime = (text: string) => text.replace(/^"exported".*$/m, '')
  expect(withoutTime(await take(other, 'Everything (JSON)'))).toBe(withoutTime(json))

  // As a page, it consists of folders and links only.
  await other.context().close()
  await page.route('https://exported.example/', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
  )
  await page.goto('https://exported.example/')
  expect(await page.locator('a').evaluateAll((links) => links.map((each) => (each as HTMLAnchorElement).href))).toEqual(
    expect.arrayContaining([one, two]),
  )
  await expect(page.locator('dd').first()).toHaveText(/<script>window\.pwned = 1<\/script> & "that"|=HYPERLINK/)
  expect(await page.locator('script, b, img, iframe').count()).toBe(0)
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
})

test.describe('an interrupted import', () => {
  test.use({ expectedConsole: [/Failed to load resource/], answersRequests: true })

  test('says how far it came, and continues', slow, async ({ tab: page, signUp }) => {
    await signUp(page)
    const [one = ''] = await readAddresses(page)
    const rows = Array.from({ length: 1200 }, (_, index) => link(one, `Row ${index}`))
    let requests = 0
    let failAt = 2
    let fail: 'offline' | 'away' = 'offline'
    await page.route('**/api/shelf-imports', (route) => {
      requests++
      if (requests !== failAt) return route.continue()
      if (fail === 'offline') return route.abort('internetdisconnected')
      return route.fulfill({
        status: 503,
        json: {
          error: {
            message: 'The portal’s database isn’t available right now. Try again in a moment.',
          },
        },
      })
    })
    await choose(page, file('bookmarks.html', netscape(rows.join(''))))
    await expect(page.getByRole('alert').filter({ hasText: 'rows' })).toHaveText(
      'The portal can’t be reached; you may be offline. 500 of 1,200 rows checked. Nothing has been imported yet.',
    )
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(heading(page, '1 mark to import')).toBeVisible()
    await expect(page.getByRole('main')).toContainText('Duplicates in your files: 1,199')

    failAt = requests + 2
    fail = 'away'
    await page.getByRole('button', { name: 'Import 1 mark' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'rows' })).toHaveText(
      'The portal’s database isn’t available right now. Try again in a moment. 500 of 1,200 rows are on your shelf. Continue to import the rest. Nothing is imported twice.',
    )
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(heading(page, '1 mark imported')).toBeFocused()
  })

  test('can be cancelled, and says what was imported', slow, async ({ tab: page, signUp }) => {
    await signUp(page)
    const [one = ''] = await readAddresses(page)
    let held: (() => void) | undefined
    let requests = 0
    await page.route('**/api/shelf-imports', async (route) => {
      if (++requests === 5) await new Promise<void>((resolve) => (held = resolve))
      await route.continue().catch(() => {})
    })
    await choose(
      page,
      file('bookmarks.html', netscape(Array.from({ length: 1200 }, (_, index) => link(one, `Row ${index}`)).join(''))),
    )
    await page.getByRole('button', { name: 'Import 1 mark' }).click()
    await expect(page.getByRole('progressbar', { name: 'Importing' })).toHaveAttribute('value', '500')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'rows' })).toContainText(
      'Cancelled. 500 of 1,200 rows are on your shelf',
    )
    held?.()
    await page.getByRole('button', { name: 'Choose other files' }).click()
    await expect(page.getByLabel('Files to import')).toBeVisible()
  })

  test('says that its reader is signed out, with a link to sign in', slow, async ({ tab: page, signUp }) => {
    await signUp(page)
    const [one = ''] = await readAddresses(page)
    await page.goto('/shelf/import')
    await page.context().clearCookies()
    await page.getByLabel('Files to import').setInputFiles(file('bookmarks.html', netscape(link(one, 'One'))))
    await expect(page.getByRole('link', { name: 'Sign in', exact: true }).last()).toHaveAttribute(
      'href',
      '/sign-in?next=/shelf/import',
    )
  })
})

test('fifty thousand rows are read while the page stays responsive', slow, async ({ tab: page, signUp }) => {
  test.setTimeout(180_000)
  await signUp(page)
  const addresses = await readAddresses(page)
  const filler = 'x'.repeat(70)
  const rows = Array.from({ length: 50_000 }, (_, index) =>
    link(
      index % 10_000 < addresses.length ? (addresses[index % 10_000] ?? '') : `https://example.org/${filler}/${index}`,
      `Row ${index} ${filler}`,
    ),
  )
  const bookmarks = file('bookmarks.html', netscape(rows.join('')))
  expect(bookmarks.buffer.length).toBeGreaterThan(10_000_000)
  // From disk like a reader's file; passed by the test, it would block the page.
  const chosen = test.info().outputPath('bookmarks.html')
  await writeFile(chosen, bookmarks.buffer)
  await page.goto('/shelf/import')
  await page.evaluate(() => {
    const seen = { bar: new Set<string>(), longest: 0 }
    Object.assign(window, { seen })
    new PerformanceObserver((list) =>
      list.getEntries().forEach(({ duration }) => (seen.longest = Math.max(seen.longest, duration))),
    ).observe({ entryTypes: ['longtask'] })
    new MutationObserver(() =>
      document
        .querySelectorAll('progress')
        .forEach((bar) => seen.bar.add(`${bar.getAttribute('aria-label')} ${bar.value}`)),
    ).observe(document.body, { subtree: true, childList: true, attributes: true })
  })
  const start = Date.now()
  await page.getByLabel('Files to import').setInputFiles(chosen)
  await expect(heading(page, /^\d+ marks to import$/)).toBeVisible({ timeout: 150_000 })
  const seconds = (Date.now() - start) / 1000
  const { bars, longest } = await page.evaluate(() => {
    const { seen } = window as unknown as { seen: { bar: Set<string>; longest: number } }
    return { bars: [...seen.bar], longest: seen.longest }
  })
  test.info().annotations.push({
    type: 'measured',
    description: `${bookmarks.buffer.length} bytes, 50,000 rows: ${seconds} s to the summary, longest task ${longest} ms, ${bars.length} places of the bar`,
  })
  expect(bars.filter((bar) => bar.startsWith('Reading')).length).toBeGreaterThan(3)
  expect(bars.filter((bar) => bar.startsWith('Looking')).length).toBeGreaterThan(20)
  // A task of a second feels like a hanging page; on an idle machine it takes a tenth of that.
  expect(longest).toBeLessThan(1000)
  await page.getByRole('button', { name: /^Import \d+ marks$/ }).click()
  await expect(heading(page, /^\d+ marks imported$/)).toBeVisible()
  await expect(page.getByRole('button', { name: /Show 100 more of/ })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Not in the portal' }).getByRole('listitem')).toHaveCount(100)
})

test('the code that reads files is loaded with the first file', async ({ tab: page, signUp }) => {
  await signUp(page)
  const scripts: Promise<string>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.text())
  })
  const knows = async () => (await Promise.all(scripts)).filter((text) => text.includes('lectern-shelf')).length
  await page.goto('/shelf/import')
  await expect(page.getByLabel('Files to import')).toBeVisible()
  expect(scripts.length).toBeGreaterThan(0)
  expect(await knows()).toBe(0)
  await page.getByLabel('Files to import').setInputFiles(file('x.txt', 'x'))
  await expect(page.getByRole('alert').filter({ hasText: 'x.txt' })).toBeVisible()
  expect(await knows()).toBe(1)
})

test('both pages ask signed-out visitors to sign in, and return', async ({ tab: page }) => {
  for (const address of ['/shelf/import', '/shelf/export', '/shelf/export/json']) {
    await page.goto(address)
    await expect(page).toHaveURL(new RegExp(`/sign-in\\?next=(/|%2F)shelf(/|%2F)(import|export)$`))
  }
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('importing says what it needs, and exporting works', async ({ page, signUp }) => {
    await signUp(page)
    await page.goto('/shelf/import')
    // Playwright finds no text inside <noscript>, though browsers show it.
    const words = page.locator('noscript > p')
    await expect(words).toBeVisible()
    expect(await words.textContent()).toContain('Importing needs JavaScript. Allow it for this page')
    await expect(page.getByLabel('Files to import')).toHaveCount(0)
    expect(JSON.parse(await take(page, 'Everything (JSON)'))).toMatchObject({
      format: 'shelf',
      version: 1,
      marks: [],
    })
  })
})

test('axe finds nothing on the pages to import and export', slow, async ({ tab: page, signUp }) => {
  await signUp(page)
  const [one = '', two = ''] = await readAddresses(page)
  const check = async (step: string) => {
    await expectAccessible(page, step)
    await atEachWidth(page, async (width) => {
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
        `${step}: nothing overflows at ${width} px`,
      ).toBe(true)
      for (const colorScheme of process.env.PICTURES ? (['dark', 'light'] as const) : []) {
        await page.emulateMedia({ colorScheme })
        await page.screenshot({ path: `${process.env.PICTURES}/${step}-${width}-${colorScheme}.png`, fullPage: true })
      }
    })
  }
  await page.goto('/shelf/export')
  await check('export')
  const bookmarks = file(
    'bookmarks.html',
    netscape(
      link(one, 'One') +
        link(two, 'Two') +
        link(`https://example.org/${'long'.repeat(80)}`, 'Elsewhere') +
        link('javascript:x', 'A trick'),
    ),
  )
  await choose(page, file('notes.txt', 'Milk, bread'))
  await expect(page.getByRole('alert').filter({ hasText: 'notes.txt' })).toBeVisible()
  await check('choosing')
  await choose(page, bookmarks)
  await expect(heading(page, '2 marks to import')).toBeVisible()
  await check('checked')
  await page.getByRole('button', { name: 'Import 2 marks' }).click()
  await expect(heading(page, '2 marks imported')).toBeVisible()
  await check('imported')
})
