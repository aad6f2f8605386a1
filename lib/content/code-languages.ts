/** The languages whose code is coloured, by the names an author may write. */
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

/** What an author writes for code that is to have no colours. */
export const plainLanguages = ['text', 'txt', 'plain', 'plaintext']
