import { describe, expect, it } from 'vitest'
import { parseFlight, writeFlight } from './flight'
import { stillFlight } from './still-flight'

// A stream as Next writes it, shortened: "Still" is a module, of which 0 uses two.
const modules = `2:I[95318,["$1"],"Still"]\n3:I[36668,["$1"],"MarkControls"]\n`
const chunk = `1:"/_next/static/chunks/a.js"\n`

describe('reading a stream', () => {
  it('gives its rows, and writes the same again', () => {
    const flight = `${chunk}:HL["/a.css","style"]\n5:T6,<é>\n\n${modules}0:["$","$L2",null,{"html":"$5"}]\n8:X\n8:C\n`
    const rows = parseFlight(flight)
    expect(rows.map(({ id, tag }) => `${id}:${tag}`)).toEqual(['1:', ':HL', '5:T', '2:I', '3:I', '0:', '8:X', '8:C'])
    expect(rows[2]?.data).toBe('<é>\n\n')
    expect(writeFlight(rows)).toBe(flight)
  })

  it('counts a text in bytes, whatever lines it holds', () => {
    expect(parseFlight('5:T7,a\n0:[é6:["$"]\n').map(({ data }) => data)).toEqual(['a\n0:[é', '["$"]'])
  })

  it.each(['5:A3,abc', 'no row', '0:["$"', 'zz:1\n'])('refuses %j', (flight) => {
    expect(() => parseFlight(flight)).toThrow()
  })
})

describe('leaving out what stands still', () => {
  it('leaves out what a Still holds, as HTML or as children, and keeps its attributes', () => {
    const flight = `${chunk}${modules}0:[["$","$L2",null,{"tag":"p","html":"<b>Text</b>"}],["$","$L2","k",{"tag":"nav","id":"n","children":["$","a",null,{}]}]]\n`
    expect(stillFlight(flight)).toBe(
      `${chunk}2:I[95318,["$1"],"Still"]\n0:[["$","$L2",null,{"tag":"p"}],["$","$L2","k",{"tag":"nav","id":"n"}]]\n`,
    )
  })

  it('leaves out the rows that only a Still referred to', () => {
    const flight = `${chunk}${modules}5:T4,text4:["$","b",null,{"children":"$5"}]\n0:[["$","$L2",null,{"children":"$L4"}],["$","$L3",null,{}]]\n`
    expect(stillFlight(flight)).toBe(`${chunk}${modules}0:[["$","$L2",null,{}],["$","$L3",null,{}]]\n`)
  })

  it('keeps rows that come in parts, and leaves out hints, which the head of the page gives', () => {
    const flight = `0:["$","p",null,{"children":"$x8"}]\n8:X\n8:["more"]\n8:C\n`
    expect(stillFlight(`:HL["/a.css","style"]\n${flight}`)).toBe(flight)
  })

  it('leaves out what is not defined, but for places in a list', () => {
    expect(
      stillFlight(`0:["$","p",null,{"className":"$undefined","children":["$undefined",{"a":"$undefined","b":1}]}]\n`),
    ).toBe(`0:["$","p",null,{"children":["$undefined",{"b":1}]}]\n`)
  })

  it('keeps what is text, and begins with a "$"', () => {
    const flight = `${chunk}${modules}4:["unused"]\n0:["$","p",null,{"children":"$$4"}]\n`
    expect(stillFlight(flight)).toBe('0:["$","p",null,{"children":"$$4"}]\n')
  })

  it('says so where something else refers into what a Still holds', () => {
    const still = `${chunk}${modules}8:["$","$L2",null,{"children":["$","ol",null,{}]}]\n`
    expect(() => stillFlight(`${still}0:["$L8",["$","div",null,{"children":"$8:props:children"}]]\n`)).toThrow('Row 0')
    expect(() =>
      stillFlight(`${still}4:["$","i",null,{"id":"x"}]\n0:["$L8","$L4",["$","div",null,{"children":"$4:props:id"}]]\n`),
    ).not.toThrow()
  })
})
