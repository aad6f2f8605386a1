import { toAddress } from '@/lib/base-path'

/** Stands in the payload of every page in case it comes to need it; so it is short. Addresses that lead nowhere get `global-not-found.tsx`. */
export default function NotFound() {
  return (
    <main className="p-8">
      <h1>There is no such page</h1>
      <a href={toAddress('/')} className="link">
        To the table of contents
      </a>
    </main>
  )
}
