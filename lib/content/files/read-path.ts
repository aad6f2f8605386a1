import path from 'node:path'
import { z } from 'zod'
import { parseUrl } from '../../parse-url'
import { readYaml, text, type YamlFile } from './read-yaml'

const slug = z.string('must be the slug of a topic').trim().min(1, 'must be the slug of a topic')

const list = <T extends z.ZodType>(item: T, what: string) => z.array(item, `must be a list of ${what}`)

const address = z
  .string('must be an address')
  .refine((value) => /^https?:\/\//i.test(value) && parseUrl(value) !== null, 'must begin with https://')

/** The fields of a path, each with a description for editors. */
const pathShape = z
  .strictObject({
    title: text(120).describe('The goal of the path: the heading of its page.'),
    sidebartitle: text(40).describe('The short name in the sidebar.'),
    meta: text(300).describe('What the reader can do at its end: one sentence, shown under the title.'),
    for: text(300).describe('Who it is for, and what they know already: one or two sentences.'),
    hours: z
      .union(
        [z.number().int().positive(), z.string().regex(/^[1-9]\d*-[1-9]\d*$/, 'must be hours, as in 40 or 40-60')],
        'must be hours, as in 40 or 40-60',
      )
      .describe('How many hours it takes, as in 40 or 40-60.'),
    sortorder: z
      .string('must be two digits in double quotes, as in "01"')
      .regex(/^\d{2}$/, 'must be two digits in double quotes, as in "01"')
      .describe('Its position among the paths: two digits in quotes.'),
    needs: list(slug, 'slugs').optional().describe('Slugs of topics to know before.'),
    bring: list(text(200), 'short texts').optional().describe('What readers need besides time, as in “a domain name”.'),
    steps: list(
      z
        .strictObject(
          {
            topic: slug.describe('The slug of the topic.'),
            note: text(300).describe('Why it comes here and what to do with it: one or two sentences.'),
            tutorials: list(address, 'addresses')
              .min(1, 'must name a tutorial; leave the list out for all of the topic')
              .optional()
              .describe('Addresses of its tutorials that belong to the path. Without this, all of them do.'),
            milestone: z
              .strictObject(
                {
                  title: text(80).describe('What is reached, in a few words.'),
                  text: text(300).describe('What readers can do now, and how they see that it works.'),
                },
                'must have a title and a text',
              )
              .optional()
              .describe('What the reader has reached after this step.'),
          },
          'must be a step: "topic:" and "note:"',
        )
        .describe('A topic, and what to do there.'),
      'steps',
    )
      .min(1, 'must have a step')
      .max(60, 'must be at most 60; make two paths of it')
      .describe('The topics in the order to take them.'),
  })
  .describe('A way through some topics towards one goal.')

/** The fields of a path file. */
export type PathFields = z.infer<typeof pathShape>

/** A path file, before its topics are looked up. */
export interface PathFile extends Omit<YamlFile<PathFields>, 'written'> {
  /** The file's name without its extension: the last part of its address. */
  slug: string
  /** Set if this is an earlier version, because the current file can't be shown. */
  isFormer?: boolean
}

/** Returns the JSON Schema of a path, with which editors complete and check it. */
export function describePath(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(pathShape, { io: 'input' })
  return { $schema, title: 'A path', ...schema }
}

/** Reads a path file. Never throws or hangs: errors become problems. */
export function readPath(file: string, bytes: Buffer): PathFile {
  const { written: _, ...read } = readYaml(file, bytes, pathShape, { noun: 'a path', rule: 'path' })
  return { ...read, slug: path.posix.basename(file, '.yaml') }
}
