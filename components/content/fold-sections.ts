/** Folds the list of a topic's sections away once one is chosen, the focus leaves it, or Escape is pressed. */
export function foldSections(signal: AbortSignal): void {
  for (const fold of document.querySelectorAll<HTMLDetailsElement>('.fold')) {
    const close = () => void (fold.open = false)
    fold.addEventListener('click', ({ target }) => target instanceof Element && target.closest('a') && close(), {
      signal,
    })
    fold.addEventListener(
      'focusout',
      // Null if the press was on no control, or the window lost the focus.
      ({ relatedTarget }) => relatedTarget instanceof Node && !fold.contains(relatedTarget) && close(),
      { signal },
    )
    fold.addEventListener(
      'keydown',
      ({ key }) => {
        if (key !== 'Escape' || !fold.open) return
        close()
        fold.querySelector('summary')?.focus({ preventScroll: true })
      },
      { signal },
    )
  }
}
