import { faceOf } from './face.ts';

type Pair = readonly [actual: unknown, expected: unknown];

/** Whether two values look the same to a reader of a test, by the rules that `marbles` tells. Follows cycles. */
export function isSame(actual: unknown, expected: unknown, path: readonly Pair[] = []): boolean {
  if (isMatcher(expected)) return expected.asymmetricMatch(actual);
  if (Object.is(actual, expected)) return true;
  if (!isObject(actual) || !isObject(expected)) return false;
  // Back at a pair that is being compared: it is the same unless something else differs.
  if (path.some(([a, b]) => a === actual && b === expected)) return true;
  const [a, b] = [faceOf(actual), faceOf(expected)];
  if (a.kind !== b.kind || a.parts.size !== b.parts.size) return false;
  const deeper: readonly Pair[] = [...path, [actual, expected]];
  for (const [name, part] of b.parts) {
    if (!a.parts.has(name) || !isSame(a.parts.get(name), part, deeper)) return false;
  }
  return true;
}

interface Matcher {
  asymmetricMatch(actual: unknown): boolean;
}

function isMatcher(value: unknown): value is Matcher {
  return isObject(value) && 'asymmetricMatch' in value && typeof value.asymmetricMatch === 'function';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
