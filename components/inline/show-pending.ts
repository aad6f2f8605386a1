/** While the browser submits a form, shows a progress bar, as <PendingBar> does for the router. */
export function showPending(loading: string): void {
  const show = (event: SubmitEvent) => {
    if (event.defaultPrevented || (event.target as HTMLFormElement).getAttribute('method') === 'dialog') return
    const bar = Object.assign(document.createElement('div'), { role: 'progressbar', ariaLabel: loading })
    bar.dataset.pending = ''
    document.body.append(bar)
    event.submitter?.setAttribute('aria-busy', 'true')
    const remove = () => {
      bar.remove()
      event.submitter?.removeAttribute('aria-busy')
    }
    addEventListener('pagehide', remove, { once: true })
  }
  // Afterwards, since the application may prevent the submission.
  document.addEventListener('submit', (event) => setTimeout(() => show(event)), true)
}
