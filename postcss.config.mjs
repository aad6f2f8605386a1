export default {
  plugins: {
    // Next makes it small, for the browsers that package.json names.
    '@tailwindcss/postcss': { optimize: false },
  },
}
