import type { CSSProperties } from 'react'

/** The texts and spines on the picture of a page. */
export interface LinkPictureProps {
  /** The portal's name. */
  name: string
  /** The portal's own colour, for some spines. */
  accent: string | undefined
  /** A short text above the title, such as the page's number and chapter. */
  overline: string
  title: string
  /** The ids of the tutorials; each gets a spine. */
  ids: string[]
  /** The number of tutorials, as a text. */
  count: string
}

/** The size of link previews, in pixels. */
export const pictureSize = { width: 1200, height: 630 }

// Light-theme colours of globals.css, which a picture can't read.
const paper = '#fbfcf8'
const ink = '#18211d'
const ink2 = '#46544c'
const petrol = '#0b5a61'
const spineColours = [petrol, ink, '#f4c430', petrol, '#75837a', ink, '#d3dacb']

const row: CSSProperties = { display: 'flex', alignItems: 'flex-end' }

/**
 * The picture in link previews of a page: its title, and its tutorials as spines on a shelf. Rendered by satori, which
 * supports flex boxes and inline styles only.
 */
export function LinkPicture({ name, accent = petrol, overline, title, ids, count }: LinkPictureProps) {
  return (
    <div
      style={{
        ...pictureSize,
        display: 'flex',
        flexDirection: 'column',
        background: paper,
        color: ink,
        fontFamily: 'Bricolage',
        padding: '60px 80px 0',
      }}
    >
      <div style={{ fontSize: 36, fontWeight: 600, color: ink2, height: 56 }}>{keepDrawable(overline)}</div>
      <div
        style={{
          fontSize: pickFontSize(title),
          fontWeight: 800,
          lineHeight: 1.06,
          letterSpacing: '-0.025em',
          textWrap: 'balance',
          flexGrow: 1,
        }}
      >
        {keepDrawable(title)}
      </div>
      <div style={{ ...row, height: 130, gap: 7 }}>
        {ids.slice(0, 24).map((id, index) => (
          <div key={id} style={drawSpine(id, index, accent)} />
        ))}
      </div>
      <div style={{ height: 10, background: ink, margin: '0 -80px' }} />
      <div style={{ ...row, height: 84, justifyContent: 'space-between', alignItems: 'center', fontSize: 34 }}>
        <div style={{ fontWeight: 800 }}>{keepDrawable(name)}</div>
        <div style={{ fontWeight: 600, color: ink2 }}>{count}</div>
      </div>
    </div>
  )
}

/** Returns a font size for a title that leaves room for the shelf, in pixels. */
function pickFontSize(title: string): number {
  return title.length <= 36 ? 104 : title.length <= 64 ? 84 : title.length <= 90 ? 70 : 58
}

/** Returns the style of a spine: a size that depends on the tutorial's id, and a colour unlike its neighbours'. */
function drawSpine(id: string, index: number, accent: string): CSSProperties {
  const colour = spineColours[index % spineColours.length]
  const seed = [...id].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973, 7)
  return {
    width: 20 + (seed % 5) * 5,
    height: 78 + (seed % 7) * 8,
    background: colour === petrol ? accent : colour,
  }
}

/** Removes characters that the font lacks: satori would fetch fonts for them from other sites. */
export function keepDrawable(text: string): string {
  return text
    .replace(/[^\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u2010-\u2027\u2030-\u205e\u20ac\u2122\u2212]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}
