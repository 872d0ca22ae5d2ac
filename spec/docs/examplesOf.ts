/** The TypeScript of a text's code blocks, one after the other. */
export function blocksOf(text: string): readonly string[] {
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
}

/** The examples in a source's doc comments. */
export function examplesOf(source: string): readonly string[] {
  const comments = source.match(/^ *\/\*\*[\s\S]*?\*\/$/gm) ?? [];
  return comments.flatMap((comment) => blocksOf(comment.replace(/^ *\*\/? ?/gm, '')));
}
