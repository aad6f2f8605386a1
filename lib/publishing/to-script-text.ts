/** Serialises data for a `<script>` of a page, so that it can't end the script or begin a comment. */
export function toScriptText(data: unknown): string {
  return JSON.stringify(data).replace(/</g, '\\u003c')
}
