/** Words that are no price, no name and no number, or more than is good, as JSON has them. */
const HOSTILE: readonly string[] = [
  'null',
  'true',
  '{}',
  '[]',
  '""',
  '"NaN"',
  '"Infinity"',
  '"-1"',
  '-1',
  '0',
  '1e999',
  '"1e999"',
  '"0x10"',
  '" 1"',
  '9007199254740993',
  '"9007199254740993"',
  '-0',
  '"canary-of-the-frame"',
  '"__proto__"',
  '"constructor"',
  '"toString"',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '[[[[[[[[]]]]]]]]',
  `${'['.repeat(70)}${']'.repeat(70)}`,
  `"${'9'.repeat(4_000)}"`,
  '9'.repeat(4_000),
  `0.${'1'.repeat(4_000)}`,
  '"\\u0000\\ud800"',
];

const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Where a value, a key or a separator of a JSON text stands. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[[\]{}:,]/g;

/** A frame that is not what the venue sent any more: a few of its parts are others, twice there, gone, or in the wrong place. */
export function mutate(frame: string, random: () => number): string {
  let text = frame;
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--) text = once(text, random);
  return text;
}

function once(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const kind = random();
  if (kind < 0.04) return text.slice(0, at);
  if (kind < 0.08) return text.slice(0, at) + String.fromCharCode(Math.floor(random() * 0x180)) + text.slice(at);
  if (kind < 0.1) return text.slice(0, at) + text.slice(Math.floor(random() * text.length));
  const tokens = [...text.matchAll(TOKEN)];
  if (tokens.length === 0) return pick(random, HOSTILE);
  // Mostly a value, so that what comes of it is a message still.
  const values = tokens.filter(
    ({ 0: token, index }) => !/^[[\]{}:,]/.test(token) && text[index + token.length] !== ':',
  );
  const { 0: token, index } = pick(random, values.length > 0 && random() < 0.8 ? values : tokens);
  const replaced = (by: string): string => text.slice(0, index) + by + text.slice(index + token.length);
  if (kind < 0.16 && token === '{') return replaced(`{"__proto__":${pick(random, HOSTILE)},`);
  if (kind < 0.2) return replaced('');
  if (kind < 0.25) return replaced(`${token},${token}`);
  if (kind < 0.55) return replaced(pick(random, values.length > 0 ? values : tokens)[0]);
  if (kind < 0.65 && /^"?-?\d/.test(token))
    return replaced(token.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)));
  return replaced(pick(random, HOSTILE));
}
