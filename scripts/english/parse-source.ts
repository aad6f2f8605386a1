import ts from 'typescript'

/** Parses a source file of ours. Nodes don't know their parents. */
export function parseSource(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest)
}

/** Returns the line of a node, counted from 1. */
export function getLine(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
}
