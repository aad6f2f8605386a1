import { expect, slow, test } from './test'

// The content security policy blocks injected code. All other tests fail if it blocks ours.

const pages = ['/prometheus', '/search?q=docker', '/no-such-page']

test.use({ expectedConsole: [/404|Content Security Policy|Trusted|requires '|eval/] })

for (const address of pages)
  test(
    `H3: nothing that is injected into ${address} runs, and our scripts do`,
    address === '/prometheus' ? {} : slow,
    async ({ tab: page, baseURL }) => {
      const foreign: string[] = []
      page.on('request', (request) => {
        if (!request.url().startsWith(baseURL ?? '')) foreign.push(request.url())
      })
      await page.goto(address)
      // The search dialog shows that our own scripts run.
      if (address === '/prometheus') {
        await page.getByRole('link', { name: 'Search' }).first().click()
        await expect(page.getByRole('dialog', { name: 'Search' })).toBeVisible()
      }
      const outcomes = await page.evaluate(async () => {
        const marked = window as unknown as { ran?: string[] }
        marked.ran = []
        const frame = document.createElement('iframe')
        // Shown or blocked.
        const settled = Promise.race([
          new Promise((resolve) => frame.addEventListener('load', resolve)),
          new Promise<void>((resolve) =>
            document.addEventListener(
              'securitypolicyviolation',
              ({ violatedDirective }) => violatedDirective.startsWith('frame') && resolve(),
            ),
          ),
        ])
        const tries: Record<string, () => unknown> = {
          'a script in the page': () => {
            const script = document.createElement('script')
            script.append('window.ran.push("inline")')
            document.body.append(script)
          },
          'a script from elsewhere': () => {
            const script = document.createElement('script')
            script.setAttribute('src', 'https://elsewhere.example/x.js')
            document.body.append(script)
          },
          'a script of data': () => {
            const script = document.createElement('script')
            script.src = 'data:text/javascript,window.ran.push("data")'
            document.body.append(script)
          },
          'a handler': () => {
            const button = document.createElement('button')
            button.setAttribute('onclick', 'window.ran.push("handler")')
            document.body.append(button)
            button.click()
          },
          'an address that is a script': () => {
            const link = document.createElement('a')
            link.setAttribute('href', 'javascript:window.ran.push("address")')
            document.body.append(link)
            link.click()
          },
          eval: () => window.eval('window.ran.push("eval")'),
          'a function of text': () => new Function('window.ran.push("function")')(),
          'a timer of text': () => setTimeout('window.ran.push("timer")' as never, 0),
          'HTML with a handler': () => {
            document.body.appendChild(document.createElement('div')).innerHTML =
              '<img src="x" onerror="window.ran.push(\'html\')">'
          },
          'a base': () => {
            const base = document.createElement('base')
            base.href = 'https://elsewhere.example/'
            document.head.append(base)
            if (document.baseURI.startsWith('https://elsewhere.example')) marked.ran?.push('base')
          },
          'a frame with a document': () => {
            frame.srcdoc = '<script>parent.ran.push("frame")</script>'
            document.body.append(frame)
          },
        }
        // In a later task: code that a test runs itself is exempt from the policy.
        await new Promise<void>((resolve) =>
          setTimeout(() => {
            for (const attempt of Object.values(tries))
              try {
                attempt()
              } catch {
                // Blocked with an exception.
              }
            resolve()
          }),
        )
        // By the time the frame has loaded or was blocked, all other attempts would have run too.
        if (frame.isConnected) await settled
        return { ran: marked.ran, tried: Object.keys(tries).length }
      })
      expect(outcomes).toEqual({ ran: [], tried: 11 })
      expect(foreign).toEqual([])
    },
  )

test('H3: control: the same code runs on a page without a policy', async ({ tab: page }) => {
  await page.goto('about:blank')
  const ran = await page.evaluate(() => {
    const marked = window as unknown as { ran: string[] }
    marked.ran = []
    const script = document.createElement('script')
    script.append('window.ran.push("inline")')
    document.body.append(script)
    window.eval('window.ran.push("eval")')
    return marked.ran
  })
  expect(ran).toEqual(['inline', 'eval'])
})
