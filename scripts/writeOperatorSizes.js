import { readFileSync, writeFileSync } from 'node:fs';
import { sizeTable } from './operatorSizes.js';

// Writes the table of sizes into docs/operators.md, between its two marks.
const page = 'docs/operators.md';
const begin = '<!-- sizes: npm run sizes -->';
const end = '<!-- end of sizes -->';
const text = readFileSync(page, 'utf8');
const [before, after] = [text.indexOf(begin), text.indexOf(end)];
if (before < 0 || after < before) throw new Error(`${page} has no marks for the sizes`);
writeFileSync(
  page,
  `${text.slice(0, before + begin.length)}\n\n${await sizeTable(process.cwd())}\n\n${text.slice(after)}`,
);
