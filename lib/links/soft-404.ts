import type { PageText } from './read-page-text'

// Many sites answer 200 for a missing page, and only say so in the title or redirect to the front page.

/** Matches titles of not-found pages; an alternative must match a whole segment of the title. */
const notFound = new RegExp(
  `^(?:oops[,!.… ]*|sorry[,!.… ]*|error[ :#-]*|fehler |erreur |http[ /]*|status |code )*(?:${[
    '404[.,:!… -]*(?:error|page|not found|page not found|file not found|fehler|erreur)?',
    '410[.,:!… -]*(?:gone)',
    "(?:the |this |that |your |requested |web)*(?:page|file|document|article|post|resource|object|content|url|site|project|repository)?(?: you (?:requested|are looking for|were looking for))?(?: (?:is|was|has been|could|can|cannot|can't|couldn't|does|doesn't|isn't|no longer))*(?: not)?(?: be)? ?(?:not found|found not|cannot be found|removed|gone|missing|unavailable|no longer available|no longer exists?|not exist|doesn't exist|not be found|can't be found|couldn't be found)",
    'nothing (?:was )?found(?: here)?',
    '(?:die |diese |angeforderte )*seite (?:wurde |konnte |existiert |ist )*nicht (?:gefunden(?: werden)?|vorhanden|verfügbar|mehr)?|nicht gefunden',
    "(?:la |cette )?page (?:est )?(?:non trouvée|introuvable|inexistante|n[’']existe (?:pas|plus)|n[’']a pas été trouvée)|non trouvé",
    '(?:la )?página no (?:encontrada|existe|se encuentra|disponible)|(?:la )?página no se ha encontrado|no encontrad[oa]',
    '(?:a )?página não (?:encontrada|existe|foi encontrada)|não encontrad[oa]',
    '(?:la )?pagina non (?:trovata|esiste|è stata trovata)|non trovat[oa]',
    '(?:deze )?pagina (?:is )?niet (?:gevonden|beschikbaar)|niet gevonden',
    'sidan (?:hittades inte|kunde inte hittas|finns inte)',
    'siden (?:blev ikke fundet|findes ikke|ble ikke funnet|finnes ikke)|ikke (?:fundet|funnet)|fant ikke siden',
    'sivua ei (?:löydy|löytynyt)',
    'nie znaleziono(?: strony)?|strona nie (?:istnieje|została znaleziona)',
    'stránka (?:nenalezena|nebyla nalezena|neexistuje|sa nenašla|nenájdená)',
    '(?:az |a )?oldal nem található',
    'pagina nu (?:a fost găsită|există)',
    'pàgina no trobada',
    '(?:aradığınız )?sayfa bulunamadı',
    'страница не (?:найдена|существует)|не найдено|сторінку не знайдено|страницата не е намерена',
    '(?:η )?σελίδα δεν βρέθηκε',
    '(?:お探しの|指定された|ご指定の)?ページ(?:が|は)(?:見つかりません(?:でした)?|存在しません)',
    '(?:您访问的|抱歉,?)?(?:页面|頁面|网页|網頁)(?:不存在|未找到|找不到)|(?:找不到|未找到)(?:页面|頁面|网页|網頁)?',
    '(?:요청하신 )?페이지를 찾을 수 없(?:습니다|음)',
    '(?:عذر[اً]* )?الصفحة غير موجودة|صفحه (?:یافت|پیدا) نشد|הדף לא נמצא',
    'không tìm thấy trang|halaman tidak ditemukan|ไม่พบหน้า[\\u0e00-\\u0e7f]*',
  ].join('|')})[.!… ]*$`,
  'iu',
)

/** Matches addresses and texts about such errors: an article on 404 is not an error. */
const aboutErrors = /404|410|not[ _-]?found/i

/** Returns the words by which a page says that it does not exist; undefined for a page about such errors. */
export function findNotFoundSign(
  { title }: Pick<PageText, 'title'>,
  address: string,
  texts: string[],
): string | undefined {
  const { hostname, pathname, search } = new URL(address)
  // The port is left out, since it may contain "404".
  if (aboutErrors.test(hostname + pathname + search) || texts.some((text) => aboutErrors.test(text))) return undefined
  return title
    .split(/ ?[|·•»«:–—] ?| - /)
    .map((part) => part.trim())
    .find((part) => part && notFound.test(part))
}

/** Tells whether an address is a site's error page. */
export function isErrorAddress(url: string): boolean {
  return /\/(?:404|410|(?:page[_-]?)?not[_-]?found|error404|404error|notfound|pagenotfound)(?:\.\w{1,5})?\/?$/i.test(
    new URL(url).pathname,
  )
}

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

/** Tells whether a path segment is a language, as in `/en/` or `/pt-br/`. */
export function isLocale(part: string): boolean {
  if (!/^[a-z]{2}(?:[-_][a-z]{2,4})?$/i.test(part)) return false
  return languages.of(part.slice(0, 2).toLowerCase()) !== undefined
}

/** Tells whether a deeper address now leads to the site's front page in any language, as sites do with removed pages. */
export function isFrontPageInstead(address: string, finalUrl: string): boolean {
  const [from, to] = [new URL(address), new URL(finalUrl)]
  if (from.host.replace(/^www\./, '') !== to.host.replace(/^www\./, '')) return false
  return !isFrontPage(from) && isFrontPage(to)
}

function isFrontPage({ pathname, searchParams }: URL): boolean {
  const parts = pathname
    .split('/')
    .filter(
      (part) => part && !isLocale(part) && !/^(?:index|home|default|main|start|welcome)(?:\.\w{1,5})?$/i.test(part),
    )
  return parts.length === 0 && [...searchParams.keys()].every((key) => /^(?:utm_\w+|ref|lang|hl|locale)$/i.test(key))
}
