import ts from 'typescript'
import { getLine, parseSource } from './parse-source'

/**
 * Returns a sentence for each export without a doc comment. Exports that Next or our commands demand by name need none.
 */
export function findUndocumentedExports(file: string, text: string): string[] {
  // Saves parsing most files.
  if (!mayLackComment.test(text)) return []
  const source = parseSource(file, text)
  const documented = new Set<string>()
  return source.statements.flatMap((statement) => {
    const names = listExports(statement)
    const comment = ts.getLeadingCommentRanges(text, statement.pos)?.at(-1)
    const isDocumented = comment && text.startsWith('/**', comment.pos)
    return names.flatMap((name) => {
      // One comment is enough for all overloads of a function.
      if (isDocumented) documented.add(name)
      return documented.has(name) || demanded.has(name)
        ? []
        : [`${file}:${getLine(source, statement)} Say in a doc comment what "${name}" is or does.`]
    })
  })
}

/** Matches an export whose previous line does not end a comment. */
const mayLackComment = /(?:^|(?<!\*\/)\n)export (?!default|\{|\*|type \{)/

/** Exports that Next or a command looks for by these names, which say enough. */
const demanded = new Set([
  ...['GET', 'HEAD', 'POST', 'default', 'dynamic', 'generateMetadata', 'generateStaticParams', 'metadata', 'viewport'],
  'verb',
])

function listExports(statement: ts.Statement): string[] {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []
  if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return []
  if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) return ['default']
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? name.text : []))
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  return isNamed && statement.name ? [statement.name.text] : []
}
