// Next makes the sheet small, for the browsers that package.json names.
const config = { plugins: { '@tailwindcss/postcss': { optimize: false } } }

export default config
