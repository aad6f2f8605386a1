interface Options {
  /** The address of the script that contains the fonts. */
  script: string
  /** The font files with the same letters. */
  files: string[]
  /** The storage key of the script that this browser has cached. */
  key: string
  /** The longest round trip, in milliseconds, for which the first paint waits for fonts. */
  quick: number
}

interface Connection {
  rtt?: number
  saveData?: boolean
}

/**
 * On a fast connection, or with the script in the browser's cache, the first paint waits for the script with the fonts.
 * On a slow one the page appears without them, and the script is loaded after that, for later pages. Either way no
 * font file is loaded for the same letters. A browser that does not report its round trip preloads the files instead.
 */
export default function askForFonts({ script, files, key, quick }: Options): void {
  const add = (tag: 'link' | 'script', properties: object) =>
    document.head.append(Object.assign(document.createElement(tag), properties))
  const { connection } = navigator as { connection?: Connection }
  const root = document.documentElement.dataset
  if (connection?.rtt === undefined) {
    for (const href of files) add('link', { rel: 'preload', as: 'font', crossOrigin: '', href })
    return
  }
  let now = connection.rtt <= quick
  try {
    now ||= localStorage.getItem(key) === script
  } catch {
    // Without storage, only the connection decides.
  }
  const load = () =>
    add('script', {
      src: script,
      blocking: now ? 'render' : '',
      fetchPriority: now ? 'auto' : 'low',
      onload() {
        try {
          localStorage.setItem(key, script)
        } catch {
          // The next page decides again.
        }
      },
      onerror() {
        if (now) delete root.fonts
      },
    })
  root.fonts = now ? 'now' : 'later'
  if (now) load()
  else if (!connection.saveData)
    addEventListener('load', () =>
      new PerformanceObserver((_, observer) => {
        observer.disconnect()
        load()
      }).observe({ type: 'paint', buffered: true }),
    )
}
