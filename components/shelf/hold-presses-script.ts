import { changePrefix } from '@/components/ui/storage-keys'
import { toAddress } from '@/lib/base-path'

/** How long the page's script may take after the first held press, in milliseconds. */
const scriptTimeout = 5000

/**
 * Runs in the head of every page: holds presses on mark controls until the page's script listens and replays them in
 * order (replay-presses.ts). As plain form posts, all presses after the first would be lost.
 * - If no script arrives, posts them one by one and reloads the page. Posts one natively if its response is not a
 *   redirect, so that the reader sees the response.
 * - If the reader leaves the page first, stores them as changes (change.ts) that the next page sends.
 * - If the browser stores nothing, sends the presses of a signed-in reader at once, but not those of a visitor: each
 *   would create another guest.
 */
export const holdPressesScript = `(()=>{
let held=[],released,busy,through,timer,left,made=0
const post=p=>fetch(p.to,{method:"POST",body:new URLSearchParams(p.data),redirect:"manual",keepalive:true})
const giveUp=async()=>{
if(busy)return
busy=1
try{
for(let p;p=held[0];held.shift()){
const r=await post(p).catch(()=>({}))
if(released||left)return
if(r.type!="opaqueredirect"){held.shift();through=1;p.form.requestSubmit(p.button);through=0;return}
}
location.reload()
}finally{busy=0}
}
const hold=e=>{
const form=e.target,button=e.submitter,to=button?.getAttribute("formaction")||form.getAttribute("action")
if(through||!/^${toAddress('/api').replaceAll('/', '\\/')}\\/(reading-progress|bookmarks)$/.test(to))return
e.preventDefault()
e.stopImmediatePropagation()
const data=new FormData(form)
if(button?.name)data.append(button.name,button.value)
held.push({form,button,value:button?.value,data,to,at:Date.now()})
button?.setAttribute("data-held","")
if(timer===0)giveUp()
else timer??=setTimeout(()=>{timer=0;giveUp()},${scriptTimeout})
}
const store=({button,data,at})=>{
const[,...title]=(button.ariaLabel||"").split(": "),guest=!!document.querySelector("[data-guest]")
const change={reader:data.get("reader"),guest,resource:data.get("resource"),title:title.join(": "),field:button.name,value:button.value,at}
try{localStorage.setItem("${changePrefix}"+String(at).padStart(15,"0")+"-"+String(made++).padStart(6,"0")+"-"+Math.random(),JSON.stringify(change));return 1}catch{}
}
addEventListener("submit",hold,true)
addEventListener("error",({target:t})=>{if(!released&&t?.tagName=="SCRIPT"){clearTimeout(timer);timer=0;if(held[0])giveUp()}},true)
addEventListener("pagehide",()=>{
for(const p of held.splice(0)){
left=1
if(!store(p)&&p.data.get("reader"))post(p).catch(()=>{})
}
})
addEventListener("pageshow",()=>left&&location.reload())
self.heldPresses=()=>{released=1;clearTimeout(timer);removeEventListener("submit",hold,true);return held.splice(0)}
})()`
