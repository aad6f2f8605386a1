import { toAddress } from '../../lib/base-path'
import { t } from '@/messages/generated/server'
import { lastReaderKey, lastVisitKey, focusKey } from '../../components/ui/storage-keys'

/** The type of a deferred script, which browsers do not fetch. */
export const waiting = 'text/waiting'

/** How long the scripts may take after the first held press, in milliseconds. */
const patience = 8000

/** The prefix of the addresses of style sheets without their fonts, which the page declares itself. */
export const restPrefix = '/_page/styles/'

/**
 * Writes the inline script of each page; reading needs no other. On the first interaction, it requests the rest of the
 * styles. Once the reader reaches for a control, it passes the page's data to React and loads Next's scripts. It holds
 * clicks and keys that need these scripts, and repeats them once the application calls `ready`
 * (components/layout/page-script.tsx); components/shelf/hold-presses-script.ts does that for marks. If the scripts fail
 * to load, links still work and held keys are lost. While the browser submits a form, it shows a progress bar, as
 * <PendingBar> does for the router. An offline copy (components/offline) is the signed-out page; it belongs to the last
 * reader of this browser. After each layout, browsers send a `pointermove` of no distance for a resting mouse.
 */
export const writeLoader = () => `(d=>{
const me=d.currentScript,held=[],html=d.documentElement
let mine=d.querySelector("[data-reader]")?.dataset.reader??null
const stored=key=>{try{return localStorage.getItem(key)}catch{return mine}},kept="keptAt"in html.dataset
if(kept)mine=stored("${lastReaderKey}")
let begun,styled,over,all
const add=src=>{const s=d.createElement("script");s.async=true;s.onerror=give;s.src=src;d.head.append(s)}
const style=()=>{
if(styled)return
styled=1
for(const w of d.querySelectorAll("link[rel=stylesheet]")){const l=d.createElement("link");l.rel="stylesheet";l.href=w.getAttribute("href").replace(/.*\\//,"${toAddress(restPrefix)}");w.before(l)}
}
const begin=()=>{
if(begun)return
begun=1
html.dataset.script=""
style()
all=[...d.querySelectorAll('script[type="${waiting}"]')].map(w=>w.getAttribute("src"))
for(const href of all){const l=d.createElement("link");Object.assign(l,{rel:"preload",as:"script",href});d.head.append(l)}
if(me.dataset.page)add(me.dataset.page)
else self.pageLoader.start(JSON.parse(d.getElementById("page-data").textContent))
}
const give=()=>{if(over)return;over=1;const{href}=held.pop()?.pressed||{};if(href)location.href=href}
const ready=()=>{
if(over)return
over=1
setTimeout(()=>{for(const{pressed,key}of held)if(pressed)pressed.click();else(d.activeElement||d.body).dispatchEvent(new KeyboardEvent("keydown",{key,bubbles:true,cancelable:true}))})
}
const hold=h=>{if(!held.length)setTimeout(give,${patience});held.push(h);begin()}
const start=([told,...data])=>{if(told)(self.TURBOPACK||=[]).push(told);(self.__next_f||=[]).push(...data);all.forEach(add)}
self.pageLoader={begin,start,ready}
const on=(type,act)=>d.addEventListener(type,e=>over||act(e,e.target),{capture:true,passive:type!="click"})
on("submit",()=>begin())
d.addEventListener("submit",e=>setTimeout(()=>{
if(e.defaultPrevented||e.target.getAttribute("method")=="dialog")return
const bar=d.createElement("div"),button=e.submitter
Object.assign(bar,{role:"progressbar",ariaLabel:${JSON.stringify(t('loading'))}}).dataset.pending=""
d.body.append(bar)
button?.setAttribute("aria-busy","true")
addEventListener("pagehide",()=>{bar.remove();button?.removeAttribute("aria-busy")},{once:true})
}),true)
on("click",(e,t)=>{
const pressed=t.closest(".search-link,button[type=button]")
if(!pressed||e.ctrlKey||e.metaKey||e.shiftKey||pressed.commandForElement)return
e.preventDefault()
hold({pressed})
})
on("keydown",(e,t)=>{
if(e.ctrlKey||e.metaKey||e.altKey||t.matches("input,textarea,select"))return
if(e.key.length==1&&e.key!=" ")hold({key:e.key})
})
const near=t=>t.closest?.("button,summary,input,textarea,select,.mark,.code,.search-link,.enlarge")&&begin()
const wake=e=>(e.type!="pointermove"||e.movementX||e.movementY)&&style()
for(const type of ["pointermove","pointerdown","keydown","focusin"])d.addEventListener(type,wake,{capture:true,passive:true})
on("pointerdown",(e,t)=>near(t))
on("pointerover",(e,t)=>e.pointerType=="mouse"&&near(t))
on("focusin",(e,t)=>t.matches?.(":focus-visible")&&begin())
const open=()=>{
requestAnimationFrame(()=>d.querySelector("aside [aria-current]")?.scrollIntoView({block:"nearest"}))
if(kept||d.querySelector("[data-script-now]"))begin()
try{mine?localStorage.setItem("${lastReaderKey}",mine):localStorage.removeItem("${lastReaderKey}")
if(mine&&!(Date.now()-localStorage.getItem("${lastVisitKey}")<864e5)||sessionStorage.getItem("${focusKey}")||Object.keys(localStorage).some(k=>k.includes("-change:")))begin()}catch{}
}
const look=()=>{
if(begun||d.visibilityState!="visible")return
if(stored("${lastReaderKey}")!==mine)location.reload()
else if(mine){self.pageLoader.looked=1;begin()}
}
if(d.prerendering)d.addEventListener("prerenderingchange",()=>stored("${lastReaderKey}")===mine?open():location.reload(),{once:true})
else open()
addEventListener("focus",look)
addEventListener("pageshow",e=>e.persisted&&look())
d.addEventListener("visibilitychange",look)
})(document)`
