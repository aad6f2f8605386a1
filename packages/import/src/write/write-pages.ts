import path from 'node:path'
import type { Problem } from '@/lib/content'
import type { ImportOptions, ImportReport } from '../import-pages'
import { isLoss } from '../report/count-parts'
import type { FinishedPage } from './finish-pages'
import { writeNew } from './stage'

/** Writes pages with their pictures, unless `dryRun`, and adds them to the report. */
export async function writePages(
  { folder, publicFolder, dryRun = false }: ImportOptions,
  finished: FinishedPage[],
  problems: Problem[],
  report: ImportReport,
): Promise<void> {
  for (const { page, place, file, text, resources, notes, pictures, differences } of finished) {
    const { source, naming } = page
    if (!dryRun) {
      // Pictures first, so that no page shows a missing one.
      for (const { name, bytes } of pictures) await writeNew(path.join(publicFolder, 'figures', name), bytes)
      if (!(await writeNew(path.join(folder, file), text))) {
        report.existing.push({ source, file })
        continue
      }
    }
    for (const { url } of pictures) if (!report.pictures.includes(url)) report.pictures.push(url)
    if (page.isMade) {
      report.made.push({ file, title: naming.title })
      continue
    }
    report.converted.push({
      source,
      file,
      slug: naming.slug,
      title: naming.title,
      sortorder: place.sortorder,
      resources,
      notes,
      problems: problems.filter((each) => each.file === file),
      differences,
      isLossy: differences.some(isLoss),
    })
  }
}
