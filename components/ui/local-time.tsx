'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}
const day = { day: 'numeric', month: 'long', year: 'numeric' } as const
const options = { day, minute: { ...day, hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } } as const

interface LocalTimeProps {
  /** In ISO 8601. */
  at: string
  /** How exactly it is said. */
  to: keyof typeof options
}

/** A moment in the reader's own time zone; in UTC until script knows that. */
export function LocalTime({ at, to }: LocalTimeProps) {
  const timeZone = useSyncExternalStore(
    never,
    () => undefined,
    () => 'UTC',
  )
  return (
    <time dateTime={at}>{new Intl.DateTimeFormat('en-GB', { ...options[to], timeZone }).format(new Date(at))}</time>
  )
}
