import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

// The linter's rules of this repository (.oxlintrc.json). Node 20 loads no TypeScript, so this is JavaScript.

const root = path.resolve(import.meta.dirname, '..')

/** Folders of lib with an index, which is their public API. Files of one folder may import each other. */
const withIndex = readdirSync(path.join(root, 'lib')).filter((folder) =>
  existsSync(path.join(root, 'lib', folder, 'index.ts')),
)

/** The browser imports these files directly, since the index leads to the database. */
const besideIndex = /^lib\/shelf\/(describe-change|mark|progress)$/

/**
 * Scripts run before the database client is generated, and some load only a part of a folder for a quick start. The
 * server's process follows content changes with a worker that can't be bundled.
 */
const pastIndex = /^(assurance|scripts)\/|^e2e\/serve\.ts$|^server\/main\.ts$|\.test\.tsx?$/

/** Returns a pattern for these folders and files, without the end of a file's name. */
const within = (...places) => new RegExp(`^(${places.join('|')})(/|$)`)

const browserOnly = 'This code runs in the browser, which has no content and no database.'
const react = /^(react|react-dom|next|next-mdx-remote)(\/|$)/

/** Import directions (README, "Architecture"): files of `of` import nothing of `from`, except for `but`. */
const directions = [
  {
    of: within('components'),
    from: within('app'),
    message: 'Components do not know routes; pass them their data.',
  },
  {
    of: within('components/ui'),
    from: /^components\/(account|content|home|layout|search|shelf|transfer)(\/|$)/,
    message: 'Shared components must not depend on others.',
  },
  {
    of: /^components\/(account|search|shelf|transfer)\//,
    from: /^components\/(content|home|layout)(\/|$)/,
    message: 'The shelf, search and the account must not depend on the pages that contain them.',
  },
  {
    of: /^components\/(content|home)\//,
    from: within('components/layout'),
    message: 'Pages must not depend on the layout around them.',
  },
  {
    of: within('lib'),
    from: within('app', 'components'),
    message: 'lib must not depend on the user interface.',
  },
  {
    of: within('lib/content'),
    from: within('lib/shelf', 'lib/auth', 'lib/session', 'lib/db'),
    message: 'The content must not depend on readers or the database.',
  },
  {
    of: within('lib/content', 'lib/shelf'),
    from: /^lib\/(editing|links|operating|publishing|search|transfer)(\/|$)/,
    message: 'The content and the shelf must not depend on the modules that use them.',
  },
  {
    of: within('lib/transfer'),
    from: within('lib/content', 'lib/auth', 'lib/session', 'lib/db'),
    message: browserOnly,
  },
  {
    of: within('lib/responses'),
    from: within('lib/account', 'lib/auth', 'lib/content', 'lib/session', 'lib/db'),
    message: browserOnly,
  },
  {
    of: within('lib/search'),
    from: within('lib/shelf', 'lib/auth', 'lib/session', 'lib/db'),
    message: 'Search results must not depend on the reader.',
  },
  {
    of: within('lib/observing'),
    from: within('lib/content', 'lib/shelf', 'lib/auth', 'lib/session', 'lib/db'),
    message: 'Observed modules report to lib/observing, not the reverse.',
  },
  {
    of: within('lib/shelf'),
    from: within('lib/content'),
    message: 'A shelf identifies resources by id; the route handler checks whether one exists.',
  },
  {
    of: /^packages\/[^/]+\/src\/(?!.*\.test\.ts$)(?!.*\btesting\.ts$)/,
    from: within('app', 'assurance', 'bench', 'components', 'e2e', 'lib', 'scripts', 'server'),
    but: /^lib\/content(\/index)?$/,
    message: 'Packages import the content only, through the index of lib/content.',
  },
  {
    of: within('app', 'components', 'lib', 'server'),
    from: within('packages'),
    message: 'The portal runs without the packages; scripts call them.',
  },
  {
    of: within('app', 'components', 'lib'),
    from: within('assurance', 'e2e', 'bench'),
    message: 'The product must not depend on its tests.',
  },
  {
    of: /^(app|components|lib)\/(?!.*\.test\.tsx?$)/,
    from: within('scripts'),
    message: 'Scripts call lib, not the reverse.',
  },
  {
    of: /^lib\/(content|observing|operating|responses|search|shelf|transfer)\/(?!.*\.test\.ts$)/,
    from: react,
    message: 'This folder must not depend on React or Next.',
  },
  {
    of: /^(app|components)\/(?!content\/compile-topic\.ts$)/,
    from: within('next-mdx-remote'),
    message: 'MDX goes through components/content/compile-topic.ts.',
  },
]

/** Returns an imported file's path from the root, without its ending; of another package, its name. */
function resolve(file, imported) {
  const target = imported.startsWith('.')
    ? path.posix.join(path.posix.dirname(file), imported)
    : imported.replace(/^@\//, '').replace(/^@lectern\//, 'packages/')
  return target.replace(/\.(tsx?|mjs)$/, '')
}

/** Returns why a file must not import this, null if it may. */
function refuse(file, imported) {
  const target = resolve(file, imported)
  const broken = directions.find(({ of, from, but }) => of.test(file) && from.test(target) && !but?.test(target))
  if (broken) return broken.message
  const [, folder, inside] = /^lib\/([^/]+)\/(.+)$/.exec(target) ?? []
  const isPast =
    withIndex.includes(folder) &&
    inside !== 'index' &&
    !file.startsWith(`lib/${folder}/`) &&
    !besideIndex.test(target) &&
    !pastIndex.test(file)
  return isPast ? `Import from "@/lib/${folder}".` : null
}

const importDirections = {
  create(context) {
    const file = path.relative(context.cwd, context.filename).replaceAll(path.sep, '/')
    const check = ({ source }) => {
      const message = source?.type === 'Literal' && refuse(file, source.value)
      if (message) context.report({ node: source, message })
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    }
  },
}

/** Whether an expression is a text that starts with a slash. */
const startsAtRoot = (node) =>
  node?.type === 'TemplateLiteral'
    ? node.quasis[0].value.raw.startsWith('/')
    : node?.type === 'Literal' && typeof node.value === 'string' && node.value.startsWith('/')

/** docs/decisions/0050: the portal may be below a path. */
const addressesBelowPath = {
  create(context) {
    const check = (node) => {
      if (startsAtRoot(node))
        context.report({ node, message: 'Addresses of the portal are made by toAddress (lib/base-path.ts).' })
    }
    return {
      JSXAttribute({ name, value }) {
        if (/^(href|action|formAction|src|srcSet)$/.test(name.name))
          check(value?.type === 'JSXExpressionContainer' ? value.expression : value)
      },
      CallExpression({ callee, arguments: [first] }) {
        if (/^(fetch|redirect|permanentRedirect)$/.test(callee.name)) check(first)
      },
    }
  },
}

/** docs/decisions/0003: waiting inside a transaction blocks or undoes other writes. */
const noInteractiveTransactions = {
  create(context) {
    return {
      CallExpression(node) {
        if (node.callee.property?.name !== '$transaction') return
        if (node.arguments.some(({ type }) => /^(Arrow)?Function/.test(type)))
          context.report({ node, message: 'No interactive transactions: one statement per mark.' })
      },
    }
  },
}

export default {
  meta: { name: 'lectern' },
  rules: {
    'import-directions': importDirections,
    'addresses-below-path': addressesBelowPath,
    'no-interactive-transactions': noInteractiveTransactions,
  },
}
