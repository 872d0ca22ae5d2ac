import { parseSync } from '@swc/core';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** The repository. */
export const root: string = resolve(__dirname, '../..');

/** One import, re-export, dynamic import or import type. */
export interface HouseImport {
  /** The file that imports, from the root: `src/client/options.ts`. */
  readonly from: string;
  /** What it imports: a path from the root, or the name of a package. */
  readonly to: string;
  /** Erased at build. */
  readonly typeOnly: boolean;
}

/** The TypeScript files below a folder, as paths from the root. */
export function sourcesOf(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name).split(sep).join('/'))
    .sort();
}

/** The text of a file. */
export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The imports of a file, read off its syntax tree. */
export function importsOf(path: string): readonly HouseImport[] {
  const found: HouseImport[] = [];
  const note = (source: unknown, typeOnly: boolean): void => {
    const { value } = source as { value: string };
    const to = value.startsWith('.')
      ? relative(root, resolve(root, dirname(path), value))
          .split(sep)
          .join('/')
      : value;
    found.push({ from: path, to, typeOnly });
  };
  walk(parseSync(textOf(path), { syntax: 'typescript', target: 'es2022' }), (node) => {
    const { type, source, typeOnly, specifiers, callee } = node;
    if (type === 'ImportDeclaration') note(source, typeOnly === true || allTypes(specifiers));
    else if (type === 'ExportNamedDeclaration' && isNode(source))
      note(source, typeOnly === true || allTypes(specifiers));
    else if (type === 'ExportAllDeclaration') note(source, false);
    else if (type === 'TsImportType') note(node['argument'], true);
    else if (type === 'CallExpression' && isNode(callee) && callee['type'] === 'Import')
      note((node['arguments'] as readonly { expression: unknown }[])[0]?.expression, false);
  });
  return found;
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit);
  else if (isNode(value)) {
    visit(value);
    for (const child of Object.values(value)) walk(child, visit);
  }
}

function allTypes(specifiers: unknown): boolean {
  const list = specifiers as readonly { isTypeOnly?: boolean }[];
  return list.length > 0 && list.every(({ isTypeOnly }) => isTypeOnly === true);
}
