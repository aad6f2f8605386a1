import { changePrefix, focusKey, lastReaderKey, lastVisitKey, themeKey } from '@/components/ui/storage-keys'
import { getBasePath, nameStored, toAddress } from '@/lib/base-path'
import { t } from '@/messages/generated/server'
import { askForFonts, head, pageLoader } from './generated'

// The inline scripts of pages, bundled by `npm run generate`, with the options of this portal.

/** The type of a deferred script, which browsers do not fetch. */
export const waiting = 'text/waiting'

/** The prefix of the addresses of style sheets without their fonts, which the page declares itself. */
export const restPrefix = '/_page/styles/'

/** The longest round trip, in milliseconds, for which the first paint waits for fonts. */
const quick = 75

/** The first script of every page (head.ts). It never changes, so the content security policy allows it by its hash. */
export const headScript = head({
  themeKey,
  chunkBase: getBasePath() && toAddress('/_next/'),
  ownScripts: ['/_next/static/', '/_page/'].map(toAddress),
})

/** Writes the script in a page's head that requests the fonts of the first paint (ask-for-fonts.ts). */
export const writeFontRequest = (script: string, files: string[]): string =>
  askForFonts({ script, files, key: nameStored('portal-fonts'), quick })

/** Writes the last script of every page (page-loader.ts). */
export const writePageLoader = (): string =>
  pageLoader({
    readerKey: lastReaderKey,
    visitKey: lastVisitKey,
    focusKey,
    changePrefix,
    waiting,
    restPrefix: toAddress(restPrefix),
    loading: t('loading'),
    markForms: ['/api/reading-progress', '/api/bookmarks'].map(toAddress),
  })
