import type { ImportState } from './import-job'

interface ImportProgressProps {
  state: Extract<ImportState, { step: 'reading' | 'checking' | 'importing' }>
  label: string
  onCancel: () => void
}

/** The progress of a step. Not a live region, since its numbers change several times a second. */
export function ImportProgress({ state: { step, done, total }, label, onCancel }: ImportProgressProps) {
  return (
    <>
      <progress aria-label={label} value={done} max={total || 1} className="h-3 w-full max-w-measure" />
      <p className="tabular-nums text-ink-2">
        {step === 'reading'
          ? `${Math.round((done / (total || 1)) * 100)}%`
          : `${done.toLocaleString('en')} of ${total.toLocaleString('en')} rows`}
      </p>
      <button
        type="button"
        onClick={onCancel}
        className="min-h-11 rounded-md border-[1.5px] border-edge px-4 font-[650]"
      >
        Cancel
      </button>
    </>
  )
}
