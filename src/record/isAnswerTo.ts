/**
 * Whether a recorded answer is one to what would be asked now, by their urls: hosts and versions come and go, and another
 * depth may have been asked for, but what is asked for, and of which symbol, must be the same. So: the same last part of the
 * path, and for each parameter that is no number the same value.
 */
export function isAnswerTo(asked: string, recorded: string): boolean {
  const [wanted, found] = [partsOf(asked), partsOf(recorded)];
  return (
    wanted.place === found.place && [...wanted.query].every(([name, value]) => sameValue(value, found.query.get(name)))
  );
}

function partsOf(url: string): { readonly place: string; readonly query: URLSearchParams } {
  const [path = '', query = ''] = url.split('?');
  return { place: path.slice(path.lastIndexOf('/') + 1), query: new URLSearchParams(query) };
}

function sameValue(value: string, other: string | null): boolean {
  return other === value || NUMBER.test(value);
}

const NUMBER = /^\d+$/;
