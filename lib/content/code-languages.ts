/** The languages with syntax highlighting, by the names an author may write. */
export const codeLanguages = [
  'python',
  'py',
  'bash',
  'sh',
  'shell',
  'console',
  'javascript',
  'js',
  'typescript',
  'ts',
  'tsx',
  'json',
  'yaml',
  'yml',
  'toml',
  'ini',
  'sql',
  'html',
  'css',
  'dockerfile',
  'docker',
  'nginx',
  'diff',
  'markdown',
  'md',
  'http',
] as const

/** Language names for code without highlighting. */
export const plainLanguages = ['text', 'txt', 'plain', 'plaintext']
