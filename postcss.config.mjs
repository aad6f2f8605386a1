// Next minifies the style sheet, for the browsers in package.json.
const config = { plugins: { '@tailwindcss/postcss': { optimize: false } } }

export default config
