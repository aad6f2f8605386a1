/** The emoji that GitHub, Hugo and MkDocs write as `:name:`, of those that pages use often. */
const emoji = new Map(
  (
    '+1 👍,-1 👎,100 💯,alarm_clock ⏰,apple 🍎,arrow_down ⬇️,arrow_left ⬅️,arrow_right ➡️,arrow_up ⬆️,art 🎨,baby 👶,' +
    'bangbang ‼️,bar_chart 📊,beer 🍺,beers 🍻,bell 🔔,blue_book 📘,book 📖,bookmark 🔖,bookmark_tabs 📑,books 📚,boom 💥,' +
    'briefcase 💼,bug 🐛,bulb 💡,calendar 📅,card_file_box 🗃️,chart_with_upwards_trend 📈,clap 👏,clipboard 📋,cloud ☁️,' +
    'coffee ☕,computer 💻,confetti_ball 🎊,construction 🚧,cry 😢,dart 🎯,date 📅,earth_americas 🌎,email 📧,exclamation ❗,' +
    'eyes 👀,file_folder 📁,fire 🔥,floppy_disk 💾,gear ⚙️,gem 💎,gift 🎁,globe_with_meridians 🌐,green_book 📗,' +
    'grey_question ❔,hammer 🔨,hammer_and_wrench 🛠️,handshake 🤝,heart ❤️,heart_eyes 😍,heavy_check_mark ✔️,' +
    'heavy_exclamation_mark ❗,heavy_minus_sign ➖,heavy_multiplication_x ✖️,heavy_plus_sign ➕,hourglass ⌛,house 🏠,' +
    'information_source ℹ️,iphone 📱,joy 😂,key 🔑,label 🏷️,laughing 😆,link 🔗,lock 🔒,loudspeaker 📢,mag 🔍,mag_right 🔎,' +
    'mailbox 📫,man_raising_hand 🙋‍♂️,mega 📣,memo 📝,microscope 🔬,money_with_wings 💸,moneybag 💰,mortar_board 🎓,' +
    'movie_camera 🎥,muscle 💪,musical_note 🎵,new 🆕,newspaper 📰,no_entry ⛔,notebook 📓,nut_and_bolt 🔩,ok ✅,ok_hand 👌,' +
    'open_book 📖,open_file_folder 📂,orange_book 📙,package 📦,page_facing_up 📄,page_with_curl 📃,paperclip 📎,pencil 📝,' +
    'pencil2 ✏️,point_down 👇,point_left 👈,point_right 👉,point_up ☝️,pray 🙏,pushpin 📌,question ❓,rainbow 🌈,' +
    'raised_hands 🙌,recycle ♻️,robot 🤖,rocket 🚀,rotating_light 🚨,satellite 📡,scroll 📜,see_no_evil 🙈,seedling 🌱,' +
    'shield 🛡️,ship 🚢,slightly_smiling_face 🙂,smile 😄,smiley 😃,sparkles ✨,speech_balloon 💬,star ⭐,star2 🌟,' +
    'stop_sign 🛑,sunglasses 😎,tada 🎉,telescope 🔭,test_tube 🧪,thinking 🤔,thumbsdown 👎,thumbsup 👍,toolbox 🧰,trophy 🏆,' +
    'triangular_flag_on_post 🚩,tv 📺,unlock 🔓,video_camera 📹,warning ⚠️,wave 👋,wheelchair ♿,white_check_mark ✅,wink 😉,' +
    'wrench 🔧,writing_hand ✍️,x ❌,yum 😋,zap ⚡'
  )
    .split(',')
    .map((each) => each.split(' ') as [string, string]),
)

/** Returns a text with the emoji that its `:names:` stand for. */
export function toEmoji(text: string): string {
  if (!text.includes(':')) return text
  return text.replace(/(?<![\w:])((?::[a-z0-9_+-]+:)+)(?![\w:])/g, (_all, names: string) =>
    names.replace(/:([a-z0-9_+-]+):/g, (name: string, word: string) => emoji.get(word) ?? name),
  )
}
