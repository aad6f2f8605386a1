/** The grounds that text stands on in each theme, paper and panel (app/globals.css). */
export const grounds = { light: ['#fbfcf8', '#eff3e9'], dark: ['#121815', '#1a221e'] } as const

export type Theme = keyof typeof grounds

/** The least contrast of text with its ground (WCAG 2.2, 1.4.3). */
export const leastContrast = 4.5

/** Returns the lowest contrast of a colour, as in "#0b5a61", with the grounds of a theme. */
export function measureContrast(colour: string, theme: Theme): number {
  return Math.min(...grounds[theme].map((ground) => compare(luminance(colour), luminance(ground))))
}

/** Returns the nearest shade of a colour that has this contrast in a theme: darker for the light one, lighter for the dark one. */
export function findShade(colour: string, theme: Theme, least = leastContrast): string {
  const end = theme === 'light' ? 0 : 255
  for (let share = 0; ; share += 0.005) {
    const shade = toHex(toChannels(colour).map((channel) => Math.round(channel + (end - channel) * Math.min(share, 1))))
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

function toHex(channels: number[]): string {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
