import { useEffect } from 'react'

/** Says that a page is a copy, and what that means for marks. The page is loaded again once the browser is online. */
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
      {isReader ? ', without the marks you set before' : ''}. What you mark now is kept in this browser and saved when
      you’re back.{' '}
      <button type="button" onClick={() => location.reload()} className="min-h-6 underline">
        Try again
      </button>
    </p>
  )
}
