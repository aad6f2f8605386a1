'use client'

import { useEffect } from 'react'
import { forgetChanges } from './outbox'

/** Removes from this browser what a reader who is no more could not send. */
export function ForgetChanges({ reader }: { reader: string }) {
  useEffect(() => forgetChanges(reader), [reader])
  return null
}
