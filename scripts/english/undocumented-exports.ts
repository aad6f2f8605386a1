import ts from 'typescript'
import { getLine, parseSource } from './parse-source'

/**
 * Returns a sentence for each exported function, type and class without a doc comment. Components are functions.
 * Values need none, and neither do the exports that Next demands of a page or a route.
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

/** Functions that Next calls by these names, which say enough. */
const demanded = new Set(['GET', 'HEAD', 'POST', 'default', 'generateMetadata', 'generateStaticParams'])

function listExports(statement: ts.Statement): string[] {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []
  if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return []
  if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) return ['default']
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)) && ts.isIdentifier(name)
        ? name.text
        : [],
    )
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  return isNamed && statement.name ? [statement.name.text] : []
}
