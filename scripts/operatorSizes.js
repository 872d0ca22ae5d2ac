import { build } from 'esbuild';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The operators by family, each named like its file. What is in no family is a part that families share. */
export const families = {
  'Staying alive': ['retryBackoff', 'retryBudget', 'failOnSilence', 'keepAlive', 'rotate'],
  Asking: ['awaitReplies', 'requestIds', 'assignIds'],
  Pacing: ['rateLimit', 'slidingWindow', 'tokenBucket', 'calendarWindow', 'budgetOf', 'acquireAll', 'batchWithin'],
  Sharing: ['routeBy', 'shareByKey', 'reconcile'],
  Trust: ['onlyData', 'whileLive', 'liveSpans', 'combineLive', 'staleAfter', 'detectGaps', 'dedupe', 'arbitrate'],
  Backpressure: ['conflate', 'conflateBy', 'conflateFeed', 'boundedBuffer', 'boundedFeed', 'sampleOnFrame'],
  'For strategies': [
    'toCandles',
    'vwap',
    'rollingWindow',
    'topOfBook',
    'microprice',
    'imbalance',
    'depthWithin',
    'latency',
  ],
};

/** What importing one operator costs: bytes, minified and gzipped, rxjs not counted, and the operators' files it brings. */
export async function sizeOf(name, folder) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export { ${name} } from './operators/index.ts';`, resolveDir: folder },
    absWorkingDir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    external: ['rxjs'],
    write: false,
    metafile: true,
  });
  const [output] = Object.values(metafile.outputs);
  const files = Object.entries(output.inputs)
    .filter(([path, { bytesInOutput }]) => path.startsWith('operators/') && bytesInOutput > 0)
    .map(([path]) => basename(path, '.ts'));
  return { name, bytes: gzipSync(outputFiles[0].contents).length, files };
}

/** The table of all operators' sizes, as the documentation shows it. */
export async function sizeTable(folder) {
  const rows = [];
  for (const [family, names] of Object.entries(families))
    for (const name of names) {
      const { bytes, files } = await sizeOf(name, folder);
      rows.push(`| \`${name}\` | ${family} | ${bytes} | ${files.length} |`);
    }
  return ['| operator | family | bytes, min + gzip | files |', '| --- | --- | ---: | ---: |', ...rows].join('\n');
}
