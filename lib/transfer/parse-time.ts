/** Seconds from 1601 (Windows, Chrome) to 1970, and from 1970 to 2001 (Apple). */
const from1601 = 11_644_473_600
const to2001 = 978_307_200
/** From 1972, before any bookmark, to 2300: in between no number is valid in two epochs. */
const earliest = 63_072_000
const latest = 10_413_792_000

/** Options for parsing a time. */
export interface TimeOptions {
  /** Reads any number as seconds since 1970: in our own files. */
  isExact?: boolean
  /** Reads 03/04/2024 as 3 April. */
  isDayFirst?: boolean
}

/** Parses a time to ISO text; null if missing, undefined if invalid. */
export function parseTime(written: unknown, options: TimeOptions = {}): string | null | undefined {
  if (written === null || written === undefined || written === false) return null
  if (typeof written === 'number') return parseNumber(written, options)
  if (typeof written !== 'string') return undefined
  const text = written.trim()
  if (/^[0.]*$/.test(text) || /^0000-|^0001-01-01/.test(text) || /^(null|none)$/i.test(text)) return null
  if (text.length > 60) return undefined
  return /^\d+(\.\d*)?(e\d{1,2})?$/i.test(text) ? parseNumber(Number(text), options) : parseText(text, options)
}

/** Parses seconds, milli- or microseconds since 1970 or 1601, tenths of microseconds since 1601, or seconds since 2001. */
function parseNumber(value: number, { isExact }: TimeOptions): string | null | undefined {
  if (value === 0) return null
  if (isExact && value > 0 && value < latest) return toIso(value)
  const isBetween = (seconds: number) => seconds >= earliest && seconds < latest
  const seconds = [value, value / 1e3, value / 1e6].find(isBetween)
  if (seconds === undefined) {
    const since1601 = [value, value / 1e3, value / 1e6, value / 1e7].map((each) => each - from1601).find(isBetween)
    return since1601 === undefined ? undefined : toIso(since1601)
  }
  // As seconds since 1970 this is before 1996, when few people had bookmarks.
  const isOfApple = seconds === value && value < 820_454_400 && value + to2001 <= Date.now() / 1000
  return toIso(isOfApple ? value + to2001 : seconds)
}

function toIso(seconds: number): string {
  return new Date(Math.floor(seconds * 1000)).toISOString()
}

const iso =
  /^(\d{4})[-/](\d\d?)[-/](\d\d?)(?:[T ]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)? ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i
const dayFirst = /^(\d\d?)\/(\d\d?)\/(\d{4})(?: (\d\d?):(\d\d)(?::(\d\d))?)?$/
const withMonth =
  /^(?:[a-z]{3,9},? )?(?:\d{1,2} [a-z]{3,9},?|[a-z]{3,9} \d{1,2},?) \d{4}(?:,? \d\d?:\d\d(?::\d\d)?)?(?: ?[ap]m)?(?: ?(?:Z|UTC|GMT|[+-]\d{4}))?$/i

function parseText(text: string, { isDayFirst }: TimeOptions): string | undefined {
  const [, year, month, day, hour, minute, second, fraction, zone] = iso.exec(text) ?? []
  if (year) return toTime([year, month, day, hour, minute, second, fraction], zone)
  const [, dayOne, monthTwo, yearThree, ...time] = isDayFirst ? (dayFirst.exec(text) ?? []) : []
  if (yearThree) return toTime([yearThree, monthTwo, dayOne, ...time])
  if (!withMonth.test(text)) return undefined
  const time2 = new Date(/(Z|UTC|GMT|[+-]\d{4})$/i.test(text) ? text : `${text} UTC`)
  return Number.isNaN(time2.getTime()) || time2.getTime() < 0 ? undefined : time2.toISOString()
}

/** Times without a zone are UTC. */
function toTime(
  [year, month, day, hour = '0', minute = '0', second = '0', fraction = '0']: (string | undefined)[],
  zone = 'Z',
): string | undefined {
  const fields = [Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)] as const
  const time = new Date(Date.UTC(...fields, Math.floor(Number(`0.${fraction}`) * 1000)))
  // 30 February would become 1 March.
  const isReal =
    time.getUTCMonth() === fields[1] &&
    time.getUTCDate() === fields[2] &&
    time.getUTCHours() === fields[3] &&
    time.getUTCMinutes() === fields[4]
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? []
  const offset = hours ? (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000) : 0
  const at = time.getTime() - offset
  return isReal && at >= 0 ? new Date(at).toISOString() : undefined
}
