declare module 'next/dist/compiled/@vercel/nft/index.js' {
  const tracer: {
    /** Lists the files that programs import, from a base folder. */
    nodeFileTrace(files: string[], options: { base: string; conditions: string[] }): Promise<{ fileList: Set<string> }>
  }
  export default tracer
}
