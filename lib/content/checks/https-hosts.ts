/** Well-known hosts that answer over https, including their subdomains. */
const hosts = `
  acm.org amazon.com apache.org apple.com archive.org arxiv.org atlassian.com bitbucket.org blogspot.com cloudflare.com codeberg.org
  codecademy.com coursera.org debian.org dev.to digitalocean.com djangoproject.com docker.com edx.org fedoraproject.org freecodecamp.org
  freedesktop.org git-scm.com github.com github.io gitlab.com gitlab.io gnu.org go.dev golang.org google.com grafana.com hashicorp.com
  helm.sh heroku.com ietf.org jenkins.io jetbrains.com jupyter.org kernel.org khanacademy.org kubernetes.io letsencrypt.org linuxfoundation.org
  mariadb.org medium.com microsoft.com mongodb.com mozilla.org mysql.com netlify.app nginx.com nginx.org nodejs.org npmjs.com numpy.org
  oreilly.com owasp.org palletsprojects.com postgresql.org prometheus.io pydata.org pypi.org python-guide.org python.org pythonanywhere.com
  readthedocs.io readthedocs.org realpython.com reddit.com redhat.com redis.io rfc-editor.org rust-lang.org scipy.org sentry.io sourceforge.net
  sqlalchemy.org sqlite.org stackexchange.com stackoverflow.com substack.com travis-ci.com twilio.com ubuntu.com udacity.com vercel.app
  vimeo.com visualstudio.com w3.org whatwg.org wikimedia.org wikipedia.org wordpress.com ycombinator.com youtu.be youtube.com
`
const known = new Set(hosts.trim().split(/\s+/))

/** Whether a host is known to answer over https. */
export function answersHttps(hostname: string): boolean {
  const labels = hostname.split('.')
  return labels.some((_label, place) => known.has(labels.slice(place).join('.')))
}
