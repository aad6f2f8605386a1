'use client'

import { useEffect } from 'react'
import { forgetChanges } from './outbox'

/** Removes a deleted reader's unsent changes from this browser. */
export function ForgetChanges({ reader }: { reader: string }) {
  useEffect(() => forgetChanges(reader), [reader])
  return null
}
