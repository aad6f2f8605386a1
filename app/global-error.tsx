'use client'

/** When even what stands around every page breaks: a page that needs nothing of it, not the style sheet either. */
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
        <title>This page broke</title>
        <h1>This page broke</h1>
        <p>The fault is ours and has been logged. What you marked is safe.</p>
        <form>
          {/* The server is asked anew; what runs in this page may be what is broken. */}
          <button style={{ font: 'inherit', padding: '0.4rem 1rem' }}>Try again</button>
        </form>
      </body>
    </html>
  )
}
