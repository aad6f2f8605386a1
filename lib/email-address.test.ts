import { describe, expect, it } from 'vitest'
import { formatEmailAddress, needsSmtpUtf8, readEmailAddress, toStoredAddress } from './email-address'

describe('an email address', () => {
  it.each([
    ['ada@example.org', 'ada@example.org'],
    [' Ada@Example.ORG ', 'ada@example.org'],
    ['ada@example.xn--p1ai', 'ada@example.xn--p1ai'],
    ['a&b@example.org', 'a&b@example.org'],
    ['a/b@example.org', 'a/b@example.org'],
    ["!#$%&'*+/=?^_`{|}~-@example.org", "!#$%&'*+/=?^_`{|}~-@example.org"],
    ['.ada..l.@example.org', '.ada..l.@example.org'],
    ['ada@localhost', 'ada@localhost'],
    ['ada@127.0.0.1', 'ada@127.0.0.1'],
    ['ada@0x7f.1', 'ada@0x7f.1'],
    ['ada@a--b.org', 'ada@a--b.org'],
    ['jörg@example.org', 'jörg@example.org'],
    ['jo\u0308rg@example.org', 'jörg@example.org'],
    ['JÖRG@EXAMPLE.ORG', 'jörg@example.org'],
    ['ada@пример.рф', 'ada@xn--e1afmkfd.xn--p1ai'],
    ['ada@ПРИМЕР.РФ', 'ada@xn--e1afmkfd.xn--p1ai'],
    ['ada@XN--E1AFMKFD.xn--p1ai', 'ada@xn--e1afmkfd.xn--p1ai'],
    ['ada@mu\u0308ller.example', 'ada@xn--mller-kva.example'],
    ['ada@straße.de', 'ada@xn--strae-oqa.de'],
    ['ada@ｅｘａｍｐｌｅ．ｏｒｇ', 'ada@example.org'],
    ['用户@例子。中国', '用户@xn--fsqu00a.xn--fiqs8s'],
    ['коля@пример.рф', 'коля@xn--e1afmkfd.xn--p1ai'],
    ['δοκιμή@παράδειγμα.δοκιμή', 'δοκιμή@xn--hxajbheg2az3al.xn--jxalpdlp'],
    ['उपयोगकर्ता@उदाहरण.भारत', 'उपयोगकर्ता@xn--p1b6ci4b4b3a.xn--h2brj9c'],
    ['علي@مثال.إختبار', 'علي@xn--mgbh0fb.xn--kgbechtv'],
    ['می\u200cخواهم@example.org', 'می\u200cخواهم@example.org'],
    ['col·legi@example.org', 'col·legi@example.org'],
    ['👩@example.org', '👩@example.org'],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
    [`ada@${'a'.repeat(63)}.org`, `ada@${'a'.repeat(63)}.org`],
    [`a@${'b.'.repeat(125)}cc`, `a@${'b.'.repeat(125)}cc`],
  ])('%s is stored as %s, which is stored unchanged', (typed, kept) =>
    expect([readEmailAddress(typed), readEmailAddress(kept)]).toEqual([kept, kept]),
  )

  it.each([
    '',
    'ada',
    '@',
    '@example.org',
    'ada@',
    'ada@@example.org',
    'a b@example.org',
    'ada@exa mple.org',
    'ada@example..org',
    'ada@.example.org',
    'ada@-example.org',
    'ada@example-.org',
    'ada@example.org.',
    'ada@exam_ple.org',
    'ada@[127.0.0.1]',
    '"ada"@example.org',
    'a"b@example.org',
    'a\\b@example.org',
    'ada@xn--a.org',
    'ada@пример.рф/x',
    'ada@пример.рф:25',
    'ada@пример.рф%2f',
  ])('%j is invalid', (typed) => {
    expect(readEmailAddress(typed)).toBeNull()
  })

  it.each([
    'a\u202eb@example.org',
    'a\u200bb@example.org',
    'a\u00adb@example.org',
    'a\u034fb@example.org',
    'a\ufe0fb@example.org',
    'a\u3164b@example.org',
    '\u0301ada@example.org',
    'a\u0000@example.org',
    'a\r\nbcc:b@example.org',
    'a\u2028b@example.org',
    'a\u3000b@example.org',
    'a\ud800b@example.org',
    'a\u200cb@example.org',
    'ada@a\u200bb.org',
    'ada@a\u202eb.org',
  ])('%j is invalid because it is not fully visible', (typed) => {
    expect(readEmailAddress(typed)).toBeNull()
  })

  it.each([
    '<ada@example.org>',
    'Ada <ada@example.org>',
    'a,b@example.org',
    'a;b@example.org',
    'a:b@example.org',
    'a(b)@example.org',
    'a＠b@example.org',
    'a，b@example.org',
    'a＜b@example.org',
    'ada＠example.org',
    'a@b.org,c@d.org',
  ])('%j is invalid because mail programs could read it differently', (typed) => {
    expect(readEmailAddress(typed)).toBeNull()
  })

  it.each([
    ['a label of 64', `ada@${'a'.repeat(64)}.org`],
    ['a host with a label that is too long only in ASCII', `ada@${'ö'.repeat(62)}.org`],
    ['a local part of 65', `${'a'.repeat(65)}@example.org`],
    ['a local part of 66 octets', `${'ö'.repeat(33)}@example.org`],
    ['255 in all', `a@${'b.'.repeat(125)}ccc`],
    ['far too long', `${'a@'.repeat(100_000)}b`],
  ])('with %s is invalid', (_, typed) => expect(readEmailAddress(typed)).toBeNull())

  it('is looked up in the form stored under an earlier rule', () => {
    expect([toStoredAddress(' Ada@A-.org'), toStoredAddress('ada@MÜLLER.example')]).toEqual([
      'ada@a-.org',
      'ada@xn--mller-kva.example',
    ])
  })

  it('is shown with its host in the reader’s script', () => {
    expect(
      ['jörg@xn--mller-kva.example', 'ada@example.org', 'ada@xn--a.org', 'ada@0x7f.1', 'guest'].map(formatEmailAddress),
    ).toEqual(['jörg@müller.example', 'ada@example.org', 'ada@xn--a.org', 'ada@0x7f.1', 'guest'])
  })

  it('requires SMTPUTF8 only for its local part', () => {
    expect(['jörg@example.org', 'ada@müller.example', 'ada@example.org'].map(needsSmtpUtf8)).toEqual([
      true,
      false,
      false,
    ])
  })
})
