import { faceOf } from './face.ts';

/** A value as one line of text, errors with their fields and cause. */
export function printValue(value: unknown, path: readonly object[] = []): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return `[function ${value.name}]`;
  if (Object.is(value, -0)) return '-0';
  if (typeof value !== 'object' || value === null) return String(value);
  if (path.includes(value)) return '[circular]';
  const inner = (part: unknown): string => printValue(part, [...path, value]);
  const { kind, parts } = faceOf(value);
  if (kind === 'Array') return `[${[...parts.values()].map(inner).join(', ')}]`;
  const named = [...parts].map(([name, part]) => `${typeof name === 'string' ? name : inner(name)}: ${inner(part)}`);
  return `${kind === 'Object' ? '' : `${kind} `}{ ${named.join(', ')} }`;
}
