import { NextResponse, type NextRequest } from 'next/server'

/** An address that can't be decoded is the caller's mistake (400); Next itself would answer 500. */
export function proxy(request: NextRequest) {
  try {
    // Its own name of a page, as in "/[slug]", Next takes for that page, and breaks.
    if (decodeURIComponent(request.nextUrl.pathname).includes('[')) return new NextResponse('There is no such page.', { status: 404 })
    return NextResponse.next()
  } catch {
    return new NextResponse('This address can’t be read: it holds a "%" that begins no valid character.', { status: 400 })
  }
}

// Every other address goes past it.
export const config = { matcher: ['/(.*%.*)', '/(.*\\[.*)'] }
