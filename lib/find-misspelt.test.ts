import { describe, expect, it } from 'vitest'
import { variableNames } from './env'
import { findMisspelt } from './find-misspelt'

describe('variables that are misspelt', () => {
  it.each([
    ['BASE_URI', 'BASE_URL'],
    ['BASEURL', 'BASE_URL'],
    ['base_url', 'BASE_URL'],
    ['DATABSE_URL', 'DATABASE_URL'],
    ['AUTH_SECERT', 'AUTH_SECRET'],
    ['GITHUB_CLIENTID', 'GITHUB_CLIENT_ID'],
    ['PORTS', 'PORT'],
    ['LECTERN_PORT', 'PORT'],
    ['LECTERN_BASE_URI', 'BASE_URL'],
    ['SMPT_URL', 'SMTP_URL'],
  ])('%s is recognised as %s', (found, meant) => {
    expect(findMisspelt({ [found]: 'x' })).toEqual([{ found, meant }])
  })

  it('do not include variables of shells and tools', () => {
    const usual =
      'HOME PATH PWD OLDPWD SHELL TERM USER LOGNAME LANG MAIL EDITOR HOSTNAME HOSTTYPE SHLVL TMPDIR NODE_ENV INIT_CWD COLOR POSTGRES_URL XDG_DATA_DIRS SECURITY_SESSION_ID npm_config_local_prefix'
    expect(findMisspelt(Object.fromEntries(usual.split(' ').map((name) => [name, 'x'])))).toEqual([])
  })

  it('do not include empty ones, the portal’s own, or those next to the right one', () => {
    expect(findMisspelt({ BASE_URI: 'x', BASE_URL: 'y' })).toEqual([])
    expect(findMisspelt({ BASE_URI: '' })).toEqual([])
    expect(findMisspelt(Object.fromEntries(variableNames.map((name) => [name, 'x'])))).toEqual([])
  })
})
