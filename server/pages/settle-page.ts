import { stillFlight } from './still-flight'

/** The scripts by which Next hands a page's flight stream over, piece by piece. */
const piece =
  /<script(?: id="_R_")?>(?:\(self\.__next_f=self\.__next_f\|\|\[\]\)|self\.__next_f)\.push\((\[.*?\])\)<\/script>/gs

/** The id of the stream in a served page: it is data, so that no page has a script of its own. No heading's anchor has a colon. */
const place = 'flight:data'

/** Hands it over. The same for every page, so that one policy for scripts names it for all of them. */
export const flightScript = `(f=>{f.push([0]);f.push([1,JSON.parse(document.getElementById("${place}").textContent)])})(self.__next_f=self.__next_f||[])`

/**
 * Makes of a page that Next prerendered the one that is served: the same to see, with a flight stream
 * that leaves out what does not change, as data. Throws where the page is not as this Next writes it.
 */
export function settlePage(html: string): string {
  const pieces = [...html.matchAll(piece)].map(([script, json]) => ({
    script,
    chunk: JSON.parse(json ?? '') as [number, string?],
  }))
  const unknown = pieces.find(({ chunk: [kind] }) => kind > 1)
  if (pieces.length === 0 || unknown)
    throw new Error(
      `A page hands its flight stream over in a way that is not known: ${unknown?.script ?? html.slice(-300)}`,
    )
  const flight = stillFlight(pieces.map(({ chunk }) => chunk[1] ?? '').join(''))
  const rest = pieces.reduce((page, { script }) => page.replace(script, () => ''), html)
  const scripts = `<script type="application/json" id="${place}">${JSON.stringify(flight).replaceAll('<', '\\u003c')}</script><script>${flightScript}</script>`
  return rest.replace('</body>', () => `${scripts}</body>`)
}
