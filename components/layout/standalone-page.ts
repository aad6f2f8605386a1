import { headScript } from '@/components/inline/scripts'
import { toAddress } from '@/lib/base-path'
import { getSettings } from '@/lib/content'
import { formatAccent } from './accent'
import { addressLogo, sizeLogo } from './logo'

/** The styles of a standalone page, without the style sheet. The content security policy allows them by their hash. */
export const standaloneStyle = `:root{color-scheme:light dark;accent-color:var(--accent,light-dark(#0b5a61,#7ed0d2))}[data-theme=light]{color-scheme:light}[data-theme=dark]{color-scheme:dark}body{margin:0;background:light-dark(#fbfcf8,#121815);color:light-dark(#18211d,#e7ede5);font:1.125rem/1.6 Georgia,serif;overflow-wrap:break-word}body>*{max-width:30rem;margin:0 auto;padding:2rem 1.25rem}header+main{padding-top:1.5rem}header a{display:inline-flex;align-items:center;gap:.5rem;min-height:1.5rem;color:inherit;font:800 1.25rem/1.35 system-ui,sans-serif;text-decoration:none}header svg{forced-color-adjust:none}h1{margin:0 0 1rem;font:800 clamp(2rem,1.4rem + 2.2vw,2.75rem)/1.08 system-ui,sans-serif;letter-spacing:-.025em;text-wrap:balance}main ul{margin:0;padding:0;list-style:none}main a{display:inline-block;min-height:1.5rem;color:var(--accent,light-dark(#0b5a61,#7ed0d2));text-underline-offset:.18em}button{min-height:2.75rem;padding:.6rem 1rem;border:1.5px solid transparent;border-radius:6px;background:var(--accent,light-dark(#0b5a61,#7ed0d2));color:light-dark(#fbfcf8,#121815);font:650 .9375rem/1.35 system-ui,sans-serif;cursor:pointer}:focus-visible{outline:2.5px solid var(--accent,light-dark(#0b5a61,#7ed0d2));outline-offset:3px;border-radius:2px}`

const books =
  '<svg width="22" height="18" viewBox="0 0 22 18" aria-hidden="true"><path d="M1 0h5v18H1z" style="fill:var(--accent,light-dark(#0b5a61,#7ed0d2))"/><path d="M9 0h4v18H9z" fill="currentColor"/><path d="M16 0h5v18h-5z" fill="#f4c430"/></svg>'

/** Renders an HTML page that needs no other files, for when everything else fails; `body` is HTML. */
export async function renderStandalonePage(title: string, body: string): Promise<string> {
  const { name, lang, dir, accent, logo } = await getSettings()
  const style = accent ? ` style="--accent:${formatAccent(accent)}"` : ''
  const size = logo && sizeLogo(logo.light)
  const mark = logo
    ? `<picture>${logo.dark ? `<source media="(prefers-color-scheme:dark)" srcset="${addressLogo(logo.dark, 'dark')}">` : ''}<img src="${addressLogo(logo.light, 'light')}" alt="" width="${size?.width}" height="${size?.height}"></picture>`
    : books
  const icon = logo ? addressLogo(logo.light, 'light') : toAddress('/icon.svg')
  return `<!doctype html>
<html lang="${escapeHtml(lang)}"${dir === 'rtl' ? ' dir="rtl"' : ''}${style}>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${icon}">
<title>${escapeHtml(title)} · ${escapeHtml(name)}</title>
<style>${standaloneStyle}</style>
<script>${headScript}</script>
<header><a href="${toAddress('/')}">${mark} ${escapeHtml(name)}</a></header>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</html>
`
}

/** Escapes a text for HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)
}
