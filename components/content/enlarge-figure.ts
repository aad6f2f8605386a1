import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/content'

/** Makes a click on a figure open it in a dialog, instead of following the link to the image file. */
export function enlargeFigures(signal: AbortSignal): void {
  document.addEventListener(
    'click',
    (event) => {
      const link = event.target instanceof Element && event.target.closest('a.enlarge')
      const picture = link && link.querySelector('img')
      if (!picture || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      show(picture, picture.closest('figure')?.querySelector('figcaption')?.textContent ?? '', signal)
    },
    { signal },
  )
}

/** Shows a figure in a native dialog, whose focus and Escape key the browser handles. */
function show(picture: HTMLImageElement, caption: string, signal: AbortSignal): void {
  const dialog = make('dialog', 'figure-dialog')
  dialog.ariaLabel = t('figure')
  const form = make('form')
  form.method = 'dialog'
  const close = make('button', 'button-quiet')
  close.textContent = common('close')
  form.append(close)
  const large = make('img')
  large.src = picture.src
  large.alt = picture.alt
  const pane = make('div')
  pane.append(large)
  dialog.append(form, pane)
  if (caption) {
    const paragraph = make('p')
    paragraph.textContent = caption
    dialog.append(paragraph)
  }
  dialog.addEventListener('close', () => dialog.remove())
  signal.addEventListener('abort', () => dialog.close())
  document.body.append(dialog)
  dialog.showModal()
  // Lets the keyboard scroll a figure that is wider than the screen.
  if (pane.scrollWidth > pane.clientWidth)
    Object.assign(pane, { tabIndex: 0, role: 'group', ariaLabel: t('figureScrollable') })
}

function make<Name extends keyof HTMLElementTagNameMap>(name: Name, className = ''): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  element.className = className
  return element
}
