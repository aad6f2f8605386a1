import { toAddress } from '@/lib/base-path'

/** What is left of a page that is all marks while these can't be reached: its name, and the way to ask again. */
export function AwayPage({ title, page }: { title: string; page: string }) {
  return (
    <>
      <h1 className="page-title">{title}</h1>
      <p className="font-ui text-ui">
        {/* Asked of the server anew, which a link within the application might not. */}
        <a href={toAddress(page)} className="link inline-block min-h-6">
          Try again
        </a>
      </p>
    </>
  )
}
