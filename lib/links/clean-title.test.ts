import { describe, expect, it } from 'vitest'
import { cleanTitle, findSiteNames } from './clean-title'

describe('cleanTitle', () => {
  it.each([
    ['Primer on Python Decorators – Real Python', 'https://realpython.com/primer/', 'Primer on Python Decorators'],
    ["State: A Component's Memory – React", 'https://react.dev/learn/state', "State: A Component's Memory"],
    [
      '4. More Control Flow Tools — Python 3.14.0 documentation',
      'https://docs.python.org/3/tutorial/controlflow.html',
      '4. More Control Flow Tools',
    ],
    [
      'Instrumenting HTTP server written in Go | Prometheus',
      'https://prometheus.io/docs/tutorials/',
      'Instrumenting HTTP server written in Go',
    ],
    ['Build best practices | Docker Docs', 'https://docs.docker.com/build/', 'Build best practices'],
    ['How to configure nginx | DigitalOcean', 'https://www.digitalocean.com/community/x', 'How to configure nginx'],
    ['(3) Kubernetes in 100 seconds - YouTube', 'https://www.youtube.com/watch?v=x', 'Kubernetes in 100 seconds'],
    ['GitHub - ada/notes: Notes of a beginner', 'https://github.com/ada/notes', 'ada/notes: Notes of a beginner'],
    [
      'Routing in depth · Cloudflare Workers docs · Cloudflare Docs',
      'https://developers.cloudflare.com/x',
      'Routing in depth · Cloudflare Workers docs',
    ],
    ['HTTP caching  :: \n web.dev', 'https://web.dev/articles/x', 'HTTP caching'],
    ['Container networking¶', 'https://example.org/x', 'Container networking'],
    ['Con\u200btainers - Example', 'https://example.org/x', 'Containers'],
  ])('removes the site’s name from %j', (title, address, cleaned) => {
    expect(cleanTitle(title, address)).toBe(cleaned)
  })

  it.each([
    ['Client-side routing', 'https://example.org/x'],
    ['Docker: what it is', 'https://docs.docker.com/x'],
    ['Fast tests - and how to keep them so', 'https://example.org/x'],
    ['Prometheus for beginners', 'https://prometheus.io/x'],
    ['Networking | Docker Compose in Production', 'https://docs.docker.com/x'],
    ['Prometheus - Monitoring system & time series database', 'https://prometheus.io/'],
  ])('keeps %j, in which no segment is the site’s name', (title, address) => {
    expect(cleanTitle(title, address)).toBe(title)
  })

  it.each([
    ['Getting started | Prometheus', 'https://prometheus.io/docs/start/'],
    ['Tutorial - FastAPI', 'https://fastapi.tiangolo.com/tutorial/'],
    ['Docker Docs', 'https://docs.docker.com/'],
  ])('keeps the site’s name in %j, which would name nothing without it', (title, address) => {
    expect(cleanTitle(title, address)).toBe(title)
  })

  it.each([
    ['GitHub', 'https://github.com/ada/notes'],
    ['Docker Docs', 'https://docs.docker.com/build/'],
    ['Untitled', 'https://example.org/'],
    ['Log in', 'https://example.org/'],
    ['', 'https://example.org/'],
    ['—', 'https://example.org/'],
  ])('refuses %j, which names no page', (title, address) => {
    expect(cleanTitle(title, address)).toBeNull()
  })

  it('removes a name that ends three titles of the host', () => {
    const titles: [string, string][] = ['HTTP caching', 'The DOM', 'Promises'].map((title, index) => [
      `https://developer.mozilla.org/${index}`,
      `${title} | MDN`,
    ])
    expect(findSiteNames(titles.slice(1)).get('developer.mozilla.org')).toEqual(new Set())
    expect(findSiteNames([...titles.slice(1), titles[1]!]).get('developer.mozilla.org')).toEqual(new Set())
    const names = findSiteNames(titles).get('developer.mozilla.org')
    expect(names).toEqual(new Set(['MDN']))
    expect(cleanTitle('Overview of HTTP | MDN', 'https://developer.mozilla.org/x', names)).toBe('Overview of HTTP')
    expect(cleanTitle('HTTP | MDN', 'https://developer.mozilla.org/x')).toBe('HTTP | MDN')
  })

  it('takes linear time', () => {
    const started = process.cpuUsage()
    cleanTitle('a - '.repeat(5000), 'https://example.org/x')
    cleanTitle(' '.repeat(50_000) + '|'.repeat(50_000), 'https://example.org/x')
    const { user } = process.cpuUsage(started)
    expect(user / 1000).toBeLessThan(500)
  })
})
