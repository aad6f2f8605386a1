import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const folder = 'components/inline'
const made = path.join(folder, 'generated.ts')
/** The modules whose default function is an inline script, by the name of its writer. */
const modules = { head: 'head', askForFonts: 'ask-for-fonts', pageLoader: 'page-loader' }

/** Bundles the inline scripts of pages as texts. Does nothing in an image, which has them built in. */
export async function generateInlineScripts(): Promise<void> {
  if (!existsSync(folder)) return
  const writers = await Promise.all(
    Object.entries(modules).map(
      async ([name, module]) =>
        `/** Writes the inline script ${module}.ts. */\n` +
        `export const ${name} = (options: Parameters<typeof import('./${module}').default>[0]): string =>\n` +
        `  write(${JSON.stringify(await bundle(module))}, options)\n`,
    ),
  )
  const text = [
    '// A script in HTML must not contain "<" before a tag\'s name.\n' +
      'const write = (script: string, options: object): string =>\n' +
      "  `(options=>{${script}})(${JSON.stringify(options).replaceAll('<', '\\\\u003c')})`\n",
    ...writers,
  ].join('\n')
  // A development server would reload for a file that is only written again.
  if (!existsSync(made) || readFileSync(made, 'utf8') !== text) writeFileSync(made, text)
}

async function bundle(module: string): Promise<string> {
  // A start with an existing build does not need it.
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    stdin: { contents: `import run from './${module}'\nrun(options)`, resolveDir: folder },
    bundle: true,
    write: false,
    minify: true,
    // Without a function around it: the writer adds one with the options.
    format: 'esm',
    target: ['chrome123', 'firefox128', 'safari17.5'],
    logLevel: 'warning',
  })
  return outputFiles[0]!.text.trim()
}
