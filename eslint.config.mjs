import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import coreWebVitals from 'eslint-config-next/core-web-vitals'
import typescript from 'eslint-config-next/typescript'
import { defineConfig, globalIgnores } from 'eslint/config'
import jsxA11y from 'eslint-plugin-jsx-a11y'

/** Import zones: which folders may not import which (README, "Architecture"). */
const zones = [
  { target: './components', from: './app', message: 'Components do not know routes; pass them their data.' },
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
    message: 'Shared components must not depend on others.',
  },
  {
    target: ['./components/account', './components/search', './components/shelf', './components/transfer'],
    from: ['./components/content', './components/home', './components/layout'],
    message: 'The shelf, search and the account must not depend on the pages that contain them.',
  },
  {
    target: ['./components/content', './components/home'],
    from: './components/layout',
    message: 'Pages must not depend on the layout around them.',
  },
  { target: './lib', from: ['./app', './components'], message: 'lib must not depend on the user interface.' },
  {
    target: './lib/content',
    from: ['./lib/shelf', './lib/auth', './lib/session.ts', './lib/db'],
    message: 'The content must not depend on readers or the database.',
  },
  {
    target: ['./lib/content', './lib/shelf'],
    from: ['./lib/editing', './lib/links', './lib/operating', './lib/publishing', './lib/search', './lib/transfer'],
    message: 'The content and the shelf must not depend on the modules that use them.',
  },
  {
    target: './lib/transfer',
    from: ['./lib/content', './lib/auth', './lib/session.ts', './lib/db'],
    message: 'This code runs in the browser, which has no content and no database.',
  },
  {
    target: './lib/responses',
    from: ['./lib/account', './lib/auth', './lib/content', './lib/session.ts', './lib/db'],
    message: 'This code runs in the browser, which has no content and no database.',
  },
  {
    target: './lib/search',
    from: ['./lib/shelf', './lib/auth', './lib/session.ts', './lib/db'],
    message: 'Search results must not depend on the reader.',
  },
  {
    target: './lib/observing',
    from: ['./lib/content', './lib/shelf', './lib/auth', './lib/session.ts', './lib/db'],
    message: 'Observed modules report to lib/observing, not the reverse.',
  },
  {
    target: './lib/shelf',
    from: './lib/content',
    message: 'A shelf identifies resources by id; the route handler checks whether one exists.',
  },
  {
    target: './packages/*/src/**/!(*.test|testing).ts',
    from: ['./app', './assurance', './bench', './components', './e2e', './lib', './scripts', './server'],
    except: ['./content/index.ts'],
    message: 'Packages import the content only, through the index of lib/content.',
  },
  {
    target: ['./app', './components', './lib', './server'],
    from: './packages',
    message: 'The portal runs without the packages; scripts call them.',
  },
  {
    target: ['./app', './components', './lib'],
    from: ['./assurance', './e2e', './bench'],
    message: 'The product must not depend on its tests.',
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

/** The index of a folder of lib is its public API. Files of one folder may import each other. */
const lib = path.join(import.meta.dirname, 'lib')
const publicApis = readdirSync(lib)
  .filter((folder) => existsSync(path.join(lib, folder, 'index.ts')))
  .map((folder) => ({
    // The browser imports these files directly, since the index leads to the database.
    group: [
      `@/lib/${folder}/*`,
      `**/lib/${folder}/*`,
      `../${folder}/*`,
      `./${folder}/*`,
      ...(folder === 'shelf' ? ['!@/lib/shelf/describe-change', '!@/lib/shelf/mark', '!@/lib/shelf/progress'] : []),
    ],
    message: `Import from "@/lib/${folder}".`,
  }))

const noReactHere = [
  {
    group: ['react', 'react-dom', 'next', 'next/*', 'next-mdx-remote', 'next-mdx-remote/*'],
    message: 'This folder must not depend on React or Next.',
  },
]

/** Rules about components, hooks and elements, which analyse every function. */
const aboutReact = [...coreWebVitals, { rules: jsxA11y.flatConfigs.recommended.rules }]
  .flatMap(({ rules = {} }) => Object.keys(rules))
  .filter((name) => /^(react|react-hooks|jsx-a11y)\//.test(name))

/** The rules of React's compiler, which compile each component: a third of the linter's time. */
const ofCompiler = aboutReact.filter(
  (name) => name.startsWith('react-hooks/') && !/(rules-of-hooks|exhaustive-deps)$/.test(name),
)

export default defineConfig([
  globalIgnores([
    '.next/**',
    '.cache/**',
    'data/**',
    'prisma/*/client/**',
    'messages/generated/**',
    'components/inline/generated.ts',
    'next-env.d.ts',
    'playwright-report/**',
    'test-results/**',
  ]),
  ...coreWebVitals,
  ...typescript,
  {
    files: ['**/*.{ts,tsx,mjs}'],
    rules: {
      ...jsxA11y.flatConfigs.recommended.rules,
      'import/no-restricted-paths': ['error', { zones }],
      'no-restricted-imports': ['error', { patterns: publicApis }],
      'no-restricted-syntax': [
        'error',
        {
          // docs/decisions/0003: waiting inside a transaction blocks or undoes other writes.
          selector: 'CallExpression[callee.property.name="$transaction"] > :function',
          message: 'No interactive transactions: one statement per mark.',
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
        { object: 'URL', property: 'canParse', message: 'Compiled code fails on umlauts; use parseUrl.' },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Figures are drawings with known sizes; there is no image optimiser.
      '@next/next/no-img-element': 'off',
      // Links are plain links (components/layout/follow-links.ts).
      '@next/next/no-html-link-for-pages': 'off',
    },
  },
  {
    // No elements are created here.
    files: ['{assurance,bench,e2e,lib,packages,scripts,server}/**/*.{ts,mjs}', 'app/api/**/*.ts', '*.{ts,mjs}'],
    rules: Object.fromEntries(aboutReact.map((name) => [name, 'off'])),
  },
  // `npm test` leaves them to `npm run lint` (docs/decisions/0052). Its check of types finds unused variables too.
  ...(process.env.LINT_WITHOUT_COMPILER
    ? [
        {
          rules: Object.fromEntries([...ofCompiler, '@typescript-eslint/no-unused-vars'].map((name) => [name, 'off'])),
        },
      ]
    : []),
  {
    files: ['lib/{content,observing,operating,responses,search,shelf,transfer}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [...publicApis, ...noReactHere] }] },
  },
  {
    // The only place that knows it.
    files: ['{components,app}/**/*.{ts,tsx}'],
    ignores: ['components/content/compile-topic.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...publicApis,
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
    // Scripts run before the database client is generated, and some load only a part of a folder for a quick start. The
    // server's process follows content changes with a worker that can't be bundled.
    files: ['{assurance,scripts}/**/*.ts', 'e2e/serve.ts', 'server/main.ts', '**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-imports': 'off' },
  },
])
