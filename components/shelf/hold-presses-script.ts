/** How long script may take after the first held press, in milliseconds. */
const patience = 5000

/**
 * Runs in the head of every page: holds presses on mark controls until the page's script listens, which replays them
 * in order (replay-presses.ts). Posted as plain forms, every press between the first one and the page that answers it
 * would be lost. Where script doesn't come, they are posted one after the other, and the page is loaded again; what
 * is not answered with a redirect is posted natively, so that the reader sees the answer.
 */
export const holdPressesScript = `(()=>{let held=[],released,busy,through,timer;const giveUp=async()=>{if(busy)return;busy=1;try{for(let p;p=held[0];held.shift()){const r=p.to=="/api/removals"?{}:await fetch(p.to,{method:"POST",body:new URLSearchParams(p.data),redirect:"manual",keepalive:true}).catch(()=>({}));if(released)return;if(r.type!="opaqueredirect"){held.shift();through=1;p.form.requestSubmit(p.button);through=0;return}}location.reload()}finally{busy=0}},hold=e=>{const form=e.target,button=e.submitter,to=button?.getAttribute("formaction")||form.getAttribute("action");if(through||!/^\\/api\\/(reading-progress|bookmarks|removals)$/.test(to))return;e.preventDefault();e.stopImmediatePropagation();const data=new FormData(form);if(button?.name)data.append(button.name,button.value);held.push({form,button,value:button?.value,data,to});button?.setAttribute("data-held","");if(timer===0)giveUp();else timer??=setTimeout(()=>{timer=0;giveUp()},${patience})};addEventListener("submit",hold,true);addEventListener("error",({target:t})=>{if(!released&&t?.tagName=="SCRIPT"){clearTimeout(timer);timer=0;if(held[0])giveUp()}},true);self.lecternPresses=()=>{released=1;clearTimeout(timer);removeEventListener("submit",hold,true);return held.splice(0)}})()`
