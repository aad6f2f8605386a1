import { changePrefix, lastReaderKey, placeKey } from '../../components/ui/storage-keys'

/** The type of a script until it is put to work: no browser fetches it. */
export const waiting = 'text/waiting'

/** How long script may take after the first press that is held, in milliseconds. */
const patience = 8000

/** Where a style sheet of the build is served without its fonts, which a page has declared already. */
export const restPrefix = '/_page/styles/'

/**
 * The one script of ours within a page. A page of words needs no other until its reader reaches for what does: then
 * this fetches React's data of the page, and Next's scripts. What is pressed meanwhile on controls that need script is
 * held, and done once the application calls `ready` (components/layout/page-script.tsx); presses on marks are held by
 * components/shelf/hold-presses-script.ts. Where script does not come, a link is followed and a key is lost.
 */
export const loader = `(d=>{
const me=d.currentScript,held=[],html=d.documentElement
let begun,over
const add=(src,then)=>{const s=d.createElement("script");s.async=true;s.onload=then;s.onerror=give;s.src=src;d.head.append(s)}
const begin=()=>{
if(begun)return
begun=1
html.dataset.script=""
for(const w of d.querySelectorAll("link[rel=stylesheet]")){const l=d.createElement("link");l.rel="stylesheet";l.href=w.getAttribute("href").replace(/.*\\//,"${restPrefix}");w.before(l)}
const all=[...d.querySelectorAll('script[type="${waiting}"]')].map(w=>w.getAttribute("src"))
for(const href of all){const l=d.createElement("link");Object.assign(l,{rel:"preload",as:"script",href});d.head.append(l)}
add(me.dataset.page,()=>all.forEach(src=>add(src)))
}
const give=()=>{if(over)return;over=1;const{href}=held.pop()?.pressed||{};if(href)location.href=href}
const ready=()=>setTimeout(()=>{
if(over)return
over=1
for(const{pressed,key}of held)if(pressed)pressed.click();else(d.activeElement||d.body).dispatchEvent(new KeyboardEvent("keydown",{key,bubbles:true,cancelable:true}))
})
const hold=h=>{if(!held.length)setTimeout(give,${patience});held.push(h);begin()}
self.lectern={begin,ready}
const on=(type,act)=>d.addEventListener(type,e=>over||act(e,e.target),{capture:true,passive:type!="click"})
on("submit",()=>begin())
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
on("pointerdown",(e,t)=>near(t))
on("pointerover",(e,t)=>e.pointerType=="mouse"&&near(t))
on("focusin",(e,t)=>t.matches?.(":focus-visible")&&begin())
const stored=key=>{try{return localStorage.getItem(key)}catch{return null}}
const open=()=>{
d.querySelector("aside [aria-current]")?.scrollIntoView({block:"nearest"})
try{localStorage.removeItem("${lastReaderKey}")
if(d.querySelector("[data-script-now]")||sessionStorage.getItem("${placeKey}")||Object.keys(localStorage).some(k=>k.startsWith("${changePrefix}")))begin()}catch{}
}
const look=()=>begun||d.visibilityState!="visible"||stored("${lastReaderKey}")===null||location.reload()
if(d.prerendering)d.addEventListener("prerenderingchange",()=>stored("${lastReaderKey}")===null?open():location.reload(),{once:true})
else open()
addEventListener("focus",look)
addEventListener("pageshow",e=>e.persisted&&look())
d.addEventListener("visibilitychange",look)
})(document)`
