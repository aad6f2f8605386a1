import type { CSSProperties } from 'react'

/** What stands on the picture of a page. */
export interface LinkPictureProps {
  /** The portal's name, and the colour of some spines where it has its own. */
  name: string
  accent: string | undefined
  /** Where the page stands in the portal. */
  place: string
  title: string
  /** One spine each. */
  ids: string[]
  /** What they are, in words. */
  count: string
}

/** The size that previews of links are shown at. */
export const pictureSize = { width: 1200, height: 630 }

// The paper's side of the tokens in globals.css, which a picture can't read.
const paper = '#fbfcf8'
const ink = '#18211d'
const ink2 = '#46544c'
const petrol = '#0b5a61'
const spineColours = [petrol, ink, '#f4c430', petrol, '#75837a', ink, '#d3dacb']

const row: CSSProperties = { display: 'flex', alignItems: 'flex-end' }

/** The picture that a link to a page is shown with elsewhere: its title, and its tutorials as spines on a shelf. Drawn by satori, which knows flex boxes and inline styles. */
export function LinkPicture({ name, accent = petrol, place, title, ids, count }: LinkPictureProps) {
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
      <div style={{ fontSize: 36, fontWeight: 600, color: ink2, height: 56 }}>{keepDrawable(place)}</div>
      <div
        style={{
          fontSize: sizeOf(title),
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

/** Short titles are large; long ones still leave the shelf its room. */
function sizeOf(title: string): number {
  return title.length <= 36 ? 104 : title.length <= 64 ? 84 : title.length <= 90 ? 70 : 58
}

/** Each tutorial's spine has the same size wherever it stands; no two neighbours have one colour. */
function drawSpine(id: string, index: number, accent: string): CSSProperties {
  const colour = spineColours[index % spineColours.length]
  const seed = [...id].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973, 7)
  return {
    width: 20 + (seed % 5) * 5,
    height: 78 + (seed % 7) * 8,
    background: colour === petrol ? accent : colour,
  }
}

/** A text without what the font has no glyph for: that would be fetched from other sites. */
export function keepDrawable(text: string): string {
  return text
    .replace(/[^\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u2010-\u2027\u2030-\u205e\u20ac\u2122\u2212]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}
