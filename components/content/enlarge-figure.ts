/** A click on a figure opens it as large as the window, instead of leading to the picture's own address. */
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

/** In a native dialog: the browser holds the focus, closes it on Escape, and gives the focus back. */
function show(picture: HTMLImageElement, caption: string, signal: AbortSignal): void {
  const dialog = make('dialog', 'figure-dialog')
  dialog.ariaLabel = 'Figure'
  const form = make('form')
  form.method = 'dialog'
  const close = make('button', 'button-quiet')
  close.textContent = 'Close'
  form.append(close)
  const large = make('img')
  large.src = picture.src
  large.alt = picture.alt
  const pane = make('div')
  pane.append(large)
  dialog.append(form, pane)
  if (caption) {
    const words = make('p')
    words.textContent = caption
    dialog.append(words)
  }
  dialog.addEventListener('close', () => dialog.remove())
  signal.addEventListener('abort', () => dialog.close())
  document.body.append(dialog)
  dialog.showModal()
  // On a narrow screen it is moved about within its pane, by keyboard too.
  if (pane.scrollWidth > pane.clientWidth)
    Object.assign(pane, { tabIndex: 0, role: 'group', ariaLabel: 'The figure, to be moved about' })
}

function make<Name extends keyof HTMLElementTagNameMap>(name: Name, className = ''): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  element.className = className
  return element
}
