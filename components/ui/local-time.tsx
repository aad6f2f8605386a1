'use client'

import { useSyncExternalStore } from 'react'
import { formatDate } from '@/lib/messages'

const never = () => () => {}
const day = { day: 'numeric', month: 'long', year: 'numeric' } as const
const date = { day: 'numeric', month: 'short' } as const
const options = {
  date,
  year: { ...date, year: 'numeric' },
  day,
  minute: { ...day, hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
} as const

interface LocalTimeProps {
  /** In ISO 8601. */
  at: string
  /** The precision. */
  to: keyof typeof options
}

/** A time in the reader's time zone; in UTC before hydration. */
export function LocalTime({ at, to }: LocalTimeProps) {
  const timeZone = useSyncExternalStore(
    never,
    () => undefined,
    () => 'UTC',
  )
  return <time dateTime={at}>{formatDate(new Date(at), { ...options[to], timeZone })}</time>
}

interface LocalDateProps {
  /** In ISO 8601. */
  at: string
  /** When the page was rendered, in milliseconds since 1970. */
  asOf: number
}

/** 300 days, in milliseconds: an older date needs its year. */
const longAgo = 300 * 24 * 60 * 60 * 1000

/** A short date in the reader's time zone: "3 May", or "3 May 2024" if that is long ago. */
export function LocalDate({ at, asOf }: LocalDateProps) {
  return <LocalTime at={at} to={asOf - Date.parse(at) > longAgo ? 'year' : 'date'} />
}
