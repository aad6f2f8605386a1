import path from 'node:path'
import { z } from 'zod'
import { parseUrl } from '../parse-url'
import { readYaml, text, type YamlFile } from './read-yaml'

const slug = z.string('must be the slug of a topic').trim().min(1, 'must be the slug of a topic')

const list = <T extends z.ZodType>(item: T, what: string) => z.array(item, `must be a list of ${what}`)

const address = z
  .string('must be an address')
  .refine((value) => /^https?:\/\//i.test(value) && parseUrl(value) !== null, 'must begin with https://')

/** The fields of a path, each with what it is. Every sentence here is for editors. */
const pathShape = z
  .strictObject({
    title: text(120).describe('What the path leads to: the heading of its page.'),
    sidebartitle: text(40).describe('The short name in the sidebar.'),
    meta: text(300).describe('What the reader can do at its end: one sentence, shown under the title.'),
    for: text(300).describe('Whom it is for, and what they bring: one or two sentences.'),
    hours: z
      .union(
        [z.number().int().positive(), z.string().regex(/^[1-9]\d*-[1-9]\d*$/, 'must be hours, as in 40 or 40-60')],
        'must be hours, as in 40 or 40-60',
      )
      .describe('How many hours it takes, as in 40 or 40-60.'),
    sortorder: z
      .string('must be two digits in double quotes, as in "01"')
      .regex(/^\d{2}$/, 'must be two digits in double quotes, as in "01"')
      .describe('Where it stands among the paths: two digits in quotes.'),
    needs: list(slug, 'slugs').optional().describe('Slugs of topics that one should know before.'),
    bring: list(text(200), 'short texts').optional().describe('What one needs besides time, as in “a domain name”.'),
    steps: list(
      z
        .strictObject(
          {
            topic: slug.describe('The slug of the topic.'),
            note: text(300).describe('Why it comes here and what to do with it: one or two sentences.'),
            tutorials: list(address, 'addresses')
              .min(1, 'must name a tutorial; leave the list out for all of the topic')
              .optional()
              .describe('Addresses of those of its tutorials that belong to the path; all of them where left out.'),
            milestone: z
              .strictObject(
                {
                  title: text(80).describe('What is reached, in a few words.'),
                  text: text(300).describe('What one can do now, and how one sees that it works.'),
                },
                'must have a title and a text',
              )
              .optional()
              .describe('What the reader has reached behind this step.'),
          },
          'must be a step: "topic:" and "note:"',
        )
        .describe('A topic, and what to do there.'),
      'steps',
    )
      .min(1, 'must have a step')
      .max(60, 'must be at most 60; make two paths of it')
      .describe('The topics in the order in which to take them.'),
  })
  .describe('A way through some topics towards one goal.')

/** What the file of a path says. */
export type PathFields = z.infer<typeof pathShape>

/** The file of a path as read, before its topics are looked up. */
export interface PathFile extends Omit<YamlFile<PathFields>, 'written'> {
  /** The file's name without its ending: the last part of its address. */
  slug: string
  /** Read from what the file held before, since what it holds now can't be shown. */
  isFormer?: boolean
}

/** The fields of a path as a JSON Schema, for editing programs to complete and check them as one writes. */
export function describePath(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(pathShape, { io: 'input' })
  return { $schema, title: 'A path', ...schema }
}

/** Reads the file of a path. Never throws or hangs: what is wrong is among its problems. */
export function readPath(file: string, bytes: Buffer): PathFile {
  const { written: _, ...read } = readYaml(file, bytes, pathShape, { noun: 'a path', rule: 'path' })
  return { ...read, slug: path.posix.basename(file, '.yaml') }
}
