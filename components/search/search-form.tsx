import { toAddress } from '@/lib/base-path'

/** The field to search in, which works without script; with what is suggested to search for in it. */
export function SearchForm({ query = '' }: { query?: string }) {
  return (
    <form action={toAddress('/search')} role="search" className="mt-6 flex gap-2">
      <input
        key={query}
        type="search"
        name="q"
        defaultValue={query}
        aria-label="Search topics and tutorials"
        placeholder="Search topics and tutorials"
        maxLength={100}
        className="field min-w-0 flex-1"
      />
      <button className="button-quiet">Search</button>
    </form>
  )
}
