/** Where script is named that runs once it is there, whenever that is. */
const script = /<script src="(\/_next\/static\/[^"]+\.js)" async=""><\/script>/g
/** Hints that ask for a script or a font early. */
const scriptHint = /<link rel="preload" as="script"[^>]*\/>/g
const fontHint =
  /<link rel="preload" href="(\/_next\/static\/media\/[^"]+)" as="font" crossorigin="" type="font\/woff2"\/>/g

/**
 * Asks for the page's fonts at once, where an answer can come before they are left out (`font-display: optional`
 * gives them 100 ms): a browser shows nothing while it waits for one that was asked for early. Where the connection
 * is known to be slower they come with the styles that name them.
 */
const askForFonts = (addresses: string[]) =>
  `navigator.connection?.rtt>75||${JSON.stringify(addresses)}.forEach(h=>{const l=document.createElement("link");Object.assign(l,{rel:"preload",as:"font",crossOrigin:"",href:h});document.head.append(l)})`

/** What a script is until it is put to work: of a kind that no browser fetches. */
const waiting = 'text/waiting'

/** Puts a page's scripts to work once the page has been shown, or at once where nobody sees it. The same for every page. */
const startScripts = `(d=>{const start=()=>{for(const w of d.querySelectorAll('script[type="${waiting}"]')){const s=d.createElement("script");s.async=true;s.src=w.getAttribute("src");w.replaceWith(s)}};d.hidden?start():requestAnimationFrame(()=>setTimeout(start))})(document)`

/**
 * Lets a page be shown before its scripts and fonts are asked for. On a slow phone a request costs a frame, and the
 * page's words need neither. Throws where a page names no script, or no font, in the way that this Next does.
 */
export function letWait(html: string): string {
  const fonts = [...html.matchAll(fontHint)].map(([, address = '']) => address)
  if (fonts.length === 0 || !html.match(script))
    throw new Error('A page names its scripts or its fonts in a way that is not known.')
  return html
    .replace(fontHint, (hint) => (hint.includes(fonts[0]!) ? `<script>${askForFonts(fonts)}</script>` : ''))
    .replace(scriptHint, '')
    .replace(script, (_, address: string) => `<script src="${address}" async="" type="${waiting}"></script>`)
    .replace('</body>', () => `<script>${startScripts}</script></body>`)
}
