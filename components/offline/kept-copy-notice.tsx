import { useEffect } from 'react'

/** Says that the page is an offline copy, and what happens to marks. Reloads the page once the browser is online. */
export function KeptCopyNotice({ keptAt, isReader }: { keptAt: number; isReader: boolean }) {
  useEffect(() => {
    const load = () => location.reload()
    addEventListener('online', load)
    return () => removeEventListener('online', load)
  }, [])
  const day = new Date(keptAt).toLocaleDateString(document.documentElement.lang, { day: 'numeric', month: 'long' })
  return (
    <p>
      You’re offline. This is a copy of the page from {day}
      {isReader ? ', without your earlier marks' : ''}. Marks you set now are stored in this browser and saved when
      you’re back online.{' '}
      <button type="button" onClick={() => location.reload()} className="min-h-6 underline">
        Try again
      </button>
    </p>
  )
}
