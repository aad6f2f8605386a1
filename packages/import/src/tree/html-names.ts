/** Known HTML elements. Any other `<name>` in text is a word in angle brackets. */
export const htmlNames = new Set(
  (
    'a abbr acronym address area article aside audio b base bdi bdo big blockquote br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt ' +
    'em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img input ins kbd label legend li link main map mark menu meta meter nav nobr noscript ' +
    'object ol optgroup option output p param path picture pre progress q rp rt ruby s samp script section select slot small source span strike strong style sub summary sup svg table tbody td ' +
    'template textarea tfoot th thead time tr track tt u ul var video wbr circle g line polygon polyline rect ellipse text defs use ' +
    // The tags to which dialects are rewritten, for the portal's elements.
    'lectern-note lectern-warning lectern-notice lectern-tabs lectern-tab lectern-checkpoint'
  ).split(' '),
)

/** Elements without words, or that pages here can't show; removed with their content. */
export const droppedNames = new Set([
  'script',
  'style',
  'iframe',
  'noscript',
  'object',
  'embed',
  'video',
  'audio',
  'canvas',
  'svg',
  'math',
  'template',
  'select',
  'textarea',
  'datalist',
  'meta',
  'link',
  'base',
  'param',
  'source',
  'track',
  'input',
  'map',
  'area',
])

/** Removed elements that the editor is told about. */
export const embedNames = new Set(['iframe', 'object', 'embed', 'video', 'audio', 'canvas', 'svg'])

/** Elements that swallow or wrap everything after them if unclosed. */
export const closedNames = new Set(
  'a b big code del em font i ins kbd mark nobr s samp small strike strong sub sup tt u var span script style iframe noscript object video audio canvas svg math template select textarea table form button label'.split(
    ' ',
  ),
)

/** Matches a tag or comment of well-formed HTML. */
export const tagPattern = /<!--[\s\S]*?-->|<(\/?)([A-Za-z][^\s/<>]*)(?![^\s/<>])((?:"[^"]*"|'[^']*'|[^"'<>])*)>/g
