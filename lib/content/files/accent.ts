/** The background colours of text in each theme: paper and panel (app/globals.css). */
export const grounds = { light: ['#fbfcf8', '#eff3e9'], dark: ['#121815', '#1a221e'] } as const

/** A theme of the portal. */
export type Theme = keyof typeof grounds

/** The least contrast of text with its background (WCAG 2.2, 1.4.3). */
export const leastContrast = 4.5

/** Returns the lowest contrast of a colour, such as "#0b5a61", with the backgrounds of a theme. */
export function measureContrast(colour: string, theme: Theme): number {
  return Math.min(...grounds[theme].map((ground) => compare(luminance(colour), luminance(ground))))
}

/**
 * Returns the nearest shade of a colour that has this contrast in a theme: the same hue, darker for the light theme,
 * lighter for the dark one.
 */
export function findShade(colour: string, theme: Theme, least = leastContrast): string {
  const { hue, saturation, lightness } = toHsl(toChannels(colour))
  const end = theme === 'light' ? 0 : 1
  for (let share = 0; ; share += 0.005) {
    const shade = share === 0 ? colour : toHex(hue, saturation, lightness + (end - lightness) * Math.min(share, 1))
    if (share >= 1 || measureContrast(shade, theme) >= least) return shade
  }
}

function compare(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = toChannels(colour).map((channel) => {
    const value = channel / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function toChannels(colour: string): number[] {
  return [1, 3, 5].map((place) => parseInt(colour.slice(place, place + 2), 16))
}

/** Converts to hue from 0 to 6, saturation and lightness from 0 to 1. */
function toHsl(channels: number[]): { hue: number; saturation: number; lightness: number } {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => channel / 255)
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)]
  const [range, lightness] = [most - least, (most + least) / 2]
  if (range === 0) return { hue: 0, saturation: 0, lightness }
  const hue =
    most === red ? (green - blue) / range : most === green ? (blue - red) / range + 2 : (red - green) / range + 4
  return { hue: (hue + 6) % 6, saturation: range / (1 - Math.abs(2 * lightness - 1)), lightness }
}

/** Converts like CSS's hsl(). */
function toHex(hue: number, saturation: number, lightness: number): string {
  const spread = saturation * Math.min(lightness, 1 - lightness)
  const channels = [0, 8, 4].map((place) => {
    const turn = (place + hue * 2) % 12
    return Math.round(255 * (lightness - spread * Math.max(-1, Math.min(turn - 3, 9 - turn, 1))))
  })
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
