'use client'

/** Replaces the whole document if even the root layout fails. Needs no other files, not even the style sheet. */
export default function AllBroken() {
  return (
    <html lang="en">
      <body
        style={{
          colorScheme: 'light dark',
          maxWidth: '30rem',
          margin: '4rem auto',
          padding: '0 1.25rem',
          font: '1.125rem/1.6 Georgia, serif',
        }}
      >
        <title>Something went wrong</title>
        <h1>Something went wrong</h1>
        <p>This is a problem on our side, and we’ve logged it. Your marks are safe.</p>
        <form>
          {/* A form, as the page's scripts may be what fails. */}
          <button style={{ font: 'inherit', padding: '0.4rem 1rem' }}>Try again</button>
        </form>
      </body>
    </html>
  )
}
