/** Data as it can stand in a `<script>` of a page: nothing in it ends that, or begins a comment. */
export function toScriptText(data: unknown): string {
  return JSON.stringify(data).replace(/</g, '\\u003c')
}
