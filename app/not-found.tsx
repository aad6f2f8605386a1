import { toAddress } from '@/lib/base-path'

/** Short, since every page includes it in its data. Unknown addresses get `global-not-found.tsx`. */
export default function NotFound() {
  return (
    <main className="p-8">
      <h1>Page not found</h1>
      <a href={toAddress('/')} className="link">
        Back to the home page
      </a>
    </main>
  )
}
