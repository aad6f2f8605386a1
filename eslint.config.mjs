import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import coreWebVitals from 'eslint-config-next/core-web-vitals'
import typescript from 'eslint-config-next/typescript'
import { defineConfig, globalIgnores } from 'eslint/config'
import jsxA11y from 'eslint-plugin-jsx-a11y'

/** Import zones: which folders may not import which (README, "Architecture"). */
const zones = [
  { target: './components', from: './app', message: 'Components do not know addresses; hand them what they show.' },
  {
    target: './components/ui',
    from: [
      './components/account',
      './components/content',
      './components/home',
      './components/layout',
      './components/search',
      './components/shelf',
      './components/transfer',
    ],
    message: 'What all components share knows none of them.',
  },
  {
    target: ['./components/account', './components/search', './components/shelf', './components/transfer'],
    from: ['./components/content', './components/home', './components/layout'],
    message: 'The shelf, search and the account stand below the pages that hold them.',
  },
  {
    target: ['./components/content', './components/home'],
    from: './components/layout',
    message: 'A page does not know what stands around it.',
  },
  { target: './lib', from: ['./app', './components'], message: 'lib is true whatever the screen.' },
  {
    target: './lib/content',
    from: ['./lib/shelf', './lib/auth', './lib/session.ts', './lib/db'],
    message: 'The content knows no reader and no database.',
  },
  {
    target: ['./lib/content', './lib/shelf'],
    from: [
      './lib/editing',
      './lib/import',
      './lib/links',
      './lib/operating',
      './lib/publishing',
      './lib/search',
      './lib/transfer',
    ],
    message:
      'What editors use, what finds, and what readers and other programs take along stands on the content and the shelf, not under them.',
  },
  {
    target: './lib/transfer',
    from: ['./lib/content', './lib/auth', './lib/session.ts', './lib/db'],
    message: 'Files are read in the browser, which has no content and no database.',
  },
  {
    target: './lib/responses',
    from: ['./lib/account', './lib/auth', './lib/content', './lib/session.ts', './lib/db'],
    message: 'Responses are read in the browser, which has no content and no database.',
  },
  {
    target: './lib/search',
    from: ['./lib/shelf', './lib/auth', './lib/session.ts', './lib/db'],
    message: 'What is found is the same for everyone.',
  },
  {
    target: './lib/observing',
    from: ['./lib/content', './lib/shelf', './lib/auth', './lib/session.ts', './lib/db'],
    message: 'What is observed says so itself.',
  },
  {
    target: './lib/shelf',
    from: './lib/content',
    message: 'A shelf knows resources by id; the route handler, which knows both, asks whether one exists.',
  },
  {
    target: ['./app', './components', './lib'],
    from: ['./assurance', './e2e', './bench'],
    message: 'The product does not know its tests.',
  },
  {
    target: [
      './app/!(*.test).{ts,tsx}',
      './app/**/!(*.test).{ts,tsx}',
      './components',
      './lib/!(*.test).ts',
      './lib/**/!(*.test).ts',
    ],
    from: './scripts',
    message: 'Scripts call lib, not the reverse.',
  },
]

/** Each folder of lib with an index has that as its public API. Within a folder, files know each other. */
const lib = path.join(import.meta.dirname, 'lib')
const doors = readdirSync(lib)
  .filter((room) => existsSync(path.join(lib, room, 'index.ts')))
  .map((room) => ({
    // What a browser needs of a shelf comes past the door, which leads to the database.
    group: [
      `@/lib/${room}/*`,
      `**/lib/${room}/*`,
      `../${room}/*`,
      `./${room}/*`,
      ...(room === 'shelf' ? ['!@/lib/shelf/mark', '!@/lib/shelf/progress'] : []),
    ],
    message: `Come in through "@/lib/${room}".`,
  }))

const noReactHere = [
  {
    group: ['react', 'react-dom', 'next', 'next/*', 'next-mdx-remote', 'next-mdx-remote/*'],
    message: 'This room knows no React and no Next.',
  },
]

/** Rules about components, hooks and elements, which take a second look at every function. */
const aboutReact = [...coreWebVitals, { rules: jsxA11y.flatConfigs.recommended.rules }]
  .flatMap(({ rules = {} }) => Object.keys(rules))
  .filter((name) => /^(react|react-hooks|jsx-a11y)\//.test(name))

export default defineConfig([
  globalIgnores([
    '.next/**',
    '.cache/**',
    'data/**',
    'prisma/*/client/**',
    'next-env.d.ts',
    'playwright-report/**',
    'test-results/**',
  ]),
  ...coreWebVitals,
  ...typescript,
  {
    files: ['**/*.{ts,tsx,mjs}'],
    settings: {
      'import/resolver': { typescript: true },
    },
    rules: {
      ...jsxA11y.flatConfigs.recommended.rules,
      'import/no-restricted-paths': ['error', { zones }],
      'no-restricted-imports': ['error', { patterns: doors }],
      'no-restricted-syntax': [
        'error',
        {
          // docs/decisions/0003: what waits inside one holds up, or takes down, what others write.
          selector: 'CallExpression[callee.property.name="$transaction"] > :function',
          message: 'No interactive transactions: one statement a mark.',
        },
        {
          // docs/decisions/0050: the portal may be below a path.
          selector: [
            'JSXAttribute[name.name=/^(href|action|formAction|src|srcSet)$/] > Literal',
            'JSXAttribute[name.name=/^(href|action|formAction|src|srcSet)$/] > JSXExpressionContainer > *',
            'CallExpression[callee.name=/^(fetch|redirect|permanentRedirect)$/] > .arguments:first-child',
          ]
            .flatMap((place) => [`${place}[value=/^\\u002f/]`, `${place}[quasis.0.value.raw=/^\\u002f/]`])
            .join(),
          message: 'Addresses of the portal are made by toAddress (lib/base-path.ts).',
        },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'URL', property: 'canParse', message: 'It forgets umlauts once compiled; use parseUrl.' },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Pictures of topics are drawings with known sizes; there is no image optimiser.
      '@next/next/no-img-element': 'off',
      // Links are plain links (components/layout/follow-links.ts).
      '@next/next/no-html-link-for-pages': 'off',
    },
  },
  {
    // Here no element is made.
    files: ['{assurance,bench,e2e,lib,scripts,server}/**/*.{ts,mjs}', 'app/api/**/*.ts', '*.{ts,mjs}'],
    rules: Object.fromEntries(aboutReact.map((name) => [name, 'off'])),
  },
  {
    files: ['lib/{content,observing,operating,responses,search,shelf,transfer}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [...doors, ...noReactHere] }] },
  },
  {
    // The one place that knows it.
    files: ['{components,app}/**/*.{ts,tsx}'],
    ignores: ['components/content/compile-topic.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...doors,
            {
              group: ['next-mdx-remote', 'next-mdx-remote/*'],
              message: 'MDX goes through components/content/compile-topic.ts.',
            },
          ],
        },
      ],
    },
  },
  {
    // Before the database's client is generated, and where a start should not wait for all of a room, scripts may come in by the side.
    // The process itself follows the content, with a thread that no bundle can hold.
    files: ['{assurance,scripts}/**/*.ts', 'e2e/serve.ts', 'server/main.ts', '**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-imports': 'off' },
  },
])
