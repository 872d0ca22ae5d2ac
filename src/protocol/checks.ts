import { ColdwireError } from '../errors/coldwireError.ts';

/** Throws `invalid-options`, naming the path, for what is not as it should be. */
export type Check = (value: unknown, path: string) => void;

/** A check by one question. */
export function should(expected: string, holds: (value: unknown) => boolean): Check {
  return (value, path) => {
    if (!holds(value)) throw new ColdwireError('invalid-options', { option: path, expected });
  };
}

/** What may be absent. */
export function optional(check: Check): Check {
  return (value, path) => {
    if (value !== undefined) check(value, path);
  };
}

/** One of some words. */
export function oneOf(...words: readonly string[]): Check {
  return should(words.join(' or '), (value) => words.includes(value as string));
}

/** Either: the first check where the question holds, else the second. */
export function when(holds: (value: unknown) => boolean, first: Check, second: Check): Check {
  return (value, path) => (holds(value) ? first : second)(value, path);
}

/** The fields of an object. */
export function fields(checks: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    isObject(value, path);
    for (const [name, check] of Object.entries(checks))
      check((value as Readonly<Record<string, unknown>>)[name], join(path, name));
  };
}

/** Each value of an object, by its name. */
export function values(check: (name: string) => Check): Check {
  return (value, path) => {
    isObject(value, path);
    for (const [name, one] of Object.entries(value as object)) check(name)(one, join(path, name));
  };
}

/** Each item of an array. */
export function items(check: Check): Check {
  return (value, path) => {
    isArray(value, path);
    for (const [index, item] of (value as readonly unknown[]).entries()) check(item, `${path}[${index}]`);
  };
}

export const isFunction: Check = should('a function', (value) => typeof value === 'function');
export const isText: Check = should('a text', (value) => typeof value === 'string' && value !== '');
export const isCount: Check = should('a positive integer', (value) => Number.isSafeInteger(value) && Number(value) > 0);
/** Milliseconds that a timer can wait. */
export const isDuration: Check = should(
  'milliseconds, more than 0',
  (value) => typeof value === 'number' && value > 0 && value < 2 ** 31,
);
/** Urls of one of these schemes. */
export const isUrl = (...schemes: readonly string[]): Check =>
  should(schemes.map((scheme) => `${scheme}://`).join(' or '), (value) => {
    const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
    return url !== undefined && url.host !== '' && schemes.includes(url.protocol.slice(0, -1));
  });

const isObject: Check = should('an object', (value) => typeof value === 'object' && value !== null);
const isArray: Check = should('an array', Array.isArray);

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
