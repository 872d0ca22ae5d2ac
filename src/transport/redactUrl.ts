/** A url fit to be shown: without user, password, query and fragment. What is no url at all becomes `?`. */
export function redactUrl(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname}`;
  } catch {
    return '?';
  }
}
