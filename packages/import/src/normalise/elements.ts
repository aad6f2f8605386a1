import type { Element, ElementContent, Root as HtmlRoot } from 'hast'
import type { Handle, State } from 'hast-util-to-mdast'
import { SKIP, visit } from '@/lib/content'
import { findNotice, toNotice } from '../dialects/notices'
import { toEmoji } from './emoji'
import { toRaised } from './raised'

/** Prepares what the portal has in another form: folds, captions, notices, raised and lowered text, names of emoji. */
export function prepareElements(html: HtmlRoot): void {
  visit(html, (node, index, parent) => {
    if (node.type === 'text' && !(parent?.type === 'element' && parent.tagName === 'code'))
      node.value = toEmoji(node.value)
    if (node.type !== 'element' || !parent || index === undefined) return
    if (node.tagName === 'details') prepareDetails(node)
    if (node.tagName === 'summary') node.tagName = 'p'
    if (node.tagName === 'figure') prepareFigure(node)
    if (/^(?:div|aside)$/.test(node.tagName)) prepareNotice(node)
    // Styles keep a badge away from the word before it.
    if (node.tagName === 'span' && hasBadge(node) && !/\s$/.test(lastWords(parent.children[index - 1]))) {
      parent.children.splice(index, 0, { type: 'text', value: ' ' })
      return index + 2
    }
    if ((node.tagName === 'sup' || node.tagName === 'sub') && node.properties.dataFootnote === undefined) {
      const raised = toRaised(textOf(node), node.tagName)
      if (raised !== null) {
        parent.children[index] = { type: 'text', value: raised }
        return [SKIP, index]
      }
    }
    return undefined
  })
}

const hasBadge = ({ properties: { className } }: Element) =>
  Array.isArray(className) && className.some((each) => /badge/i.test(String(each)))

const lastWords = (node: { type: string; value?: string } | undefined) =>
  node?.type === 'text' ? (node.value ?? '') : ''

const boxClass = /^(?:[a-z]+-)?(?:note|notice|alert|callout|admonition)(?:[-_].*)?$|^(?:warning|caution|danger|tip)$/i

/** A box with the class of a notice becomes one. Its kind is its title unless a heading in it says more. */
function prepareNotice(box: Element): void {
  const classes = Array.isArray(box.properties.className) ? box.properties.className.map(String) : []
  if (!classes.some((each) => boxClass.test(each)) || !box.children.some(hasContent)) return
  const { element, attributes } = toNotice(findNotice(classes) ?? 'note')
  const first = box.children.find(hasContent)
  const isNamed = first?.type === 'element' && /^h[1-6]$/.test(first.tagName)
  box.tagName = `lectern-${element}`
  box.properties = isNamed ? {} : { ...attributes }
}

/** A fold becomes a checkpoint with its summary as the question; without one it becomes its contents. */
function prepareDetails(details: Element): void {
  const at = details.children.findIndex((child) => child.type === 'element' && child.tagName === 'summary')
  const summary = details.children[at]
  const words = summary?.type === 'element' ? toQuestion(summary) : null
  const rest = details.children.filter((_child, index) => index !== at)
  if (words === null || !rest.some((child) => hasContent(child))) {
    details.tagName = 'div'
    return
  }
  details.tagName = 'lectern-checkpoint'
  details.properties = { question: words }
  details.children = rest
}

/** Returns the words of a summary, with code between backticks; null if it holds more than words. */
function toQuestion(summary: Element): string | null {
  let isPlain = true
  const write = (node: ElementContent): string => {
    if (node.type === 'text') return node.value
    if (node.type !== 'element') return ''
    if (['img', 'a', 'ul', 'ol', 'table', 'pre'].includes(node.tagName)) isPlain = false
    const text = node.children.map(write).join('')
    return node.tagName === 'code' && !text.includes('`') ? `\`${text}\`` : text
  }
  const words = summary.children.map(write).join('').replace(/\s+/g, ' ').trim()
  return isPlain && words && words.split('`').length % 2 === 1 ? words : null
}

/** The caption of a figure with one picture becomes the picture's title, which the portal shows below it. */
function prepareFigure(figure: Element): void {
  const pictures: Element[] = []
  let caption: Element | undefined
  visit(figure, 'element', (node) => {
    if (node.tagName === 'img') pictures.push(node)
    if (node.tagName === 'figcaption') caption = node
  })
  if (!caption) return
  const words = textOf(caption).replace(/\s+/g, ' ').trim()
  const [picture] = pictures
  if (pictures.length !== 1 || !picture || !words || holdsLink(caption)) {
    caption.tagName = 'p'
    return
  }
  picture.properties.title = words
  if (!String(picture.properties.alt ?? '').trim()) picture.properties.alt = words
  caption.children = []
}

function holdsLink(node: Element): boolean {
  let found = false
  visit(node, 'element', (inner) => {
    if (inner.tagName === 'a') found = true
  })
  return found
}

function textOf(node: Element): string {
  let text = ''
  visit(node, 'text', (inner) => {
    text += inner.value
  })
  return text
}

function hasContent(node: ElementContent): boolean {
  if (node.type === 'text') return node.value.trim() !== ''
  return node.type === 'element' && (node.tagName === 'img' || node.tagName === 'hr' || node.children.some(hasContent))
}

const flow = (name: string, attribute?: string) => (state: State, node: Element) => {
  const children = state.toFlow(state.all(node))
  if (!children.length) return undefined
  const value = attribute ? String(node.properties[attribute] ?? '').trim() : ''
  return {
    type: 'mdxJsxFlowElement' as const,
    name: node.properties.kind === 'warning' ? 'Warning' : name,
    attributes: attribute && value ? [{ type: 'mdxJsxAttribute' as const, name: attribute, value }] : [],
    children,
  }
}

/** Makes the portal's elements of the tags that stand for them. */
export const elementHandlers = {
  'lectern-note': flow('Note', 'title'),
  'lectern-warning': flow('Warning', 'title'),
  'lectern-notice': flow('Note', 'title'),
  'lectern-checkpoint': flow('Checkpoint', 'question'),
  'lectern-tab': flow('Tab', 'name'),
  'lectern-tabs': (state: State, node: Element) => {
    const children = state.toFlow(state.all(node))
    const tabs = children.filter(isTab)
    // What is between tabs can't stay there.
    const others = children.filter((child) => !isTab(child))
    if (!tabs.length) return others
    return [...others, { type: 'mdxJsxFlowElement' as const, name: 'Tabs', attributes: [], children: tabs }]
  },
  kbd: (state: State, node: Element) => {
    const children = state.all(node)
    return children.length ? { type: 'mdxJsxTextElement' as const, name: 'Kbd', attributes: [], children } : undefined
  },
} as unknown as Record<string, Handle>

function isTab(node: { type: string; name?: unknown }): boolean {
  return node.type === 'mdxJsxFlowElement' && node.name === 'Tab'
}
