/** What a secret is replaced by. */
const REDACTED = 'REDACTED';

/**
 * How venues call what nobody else may read: keys, signatures, passphrases and tokens, in any case, with or without `_`
 * and `-` between the words.
 */
const NAMES =
  '(?:ok|x|gate)?[-_]?(?:access[-_]?)?(?:api[-_]?)?(?:key|sign|secret|secret[-_]?key|passphrase|signature|password)' +
  '|(?:access[-_]|refresh[-_]|listen[-_]?)?token|listen[-_]?key|jwt|auth[-_]?(?:payload|sig)|authorization|original[-_]challenge|signed[-_]challenge';

/** `"apiKey":"..."`, also inside a text of JSON that is quoted in JSON: `\"apiKey\":\"...\"`. */
const FIELD = new RegExp(String.raw`"(${NAMES})"(\s*:\s*)"(?:[^"\\]|\\.)*"`, 'gi');
const QUOTED_FIELD = new RegExp(String.raw`\\"(${NAMES})\\"(\s*:\s*)\\"(?:(?!\\").)*\\"`, 'gi');
/** `&signature=...` of a query or a form. */
const PARAMETER = new RegExp(String.raw`(^|[?&\s"])(${NAMES})=[^&\s"#]*`, 'gi');
/** `wss://user:password@host`. */
const USER = /^(\w+:\/\/)[^/@\s]*@/;

/**
 * A text without the values of fields and parameters that venues carry secrets in: keys, signatures, passphrases, tokens. What
 * is no JSON and no query passes as it is; a listen key in the *path* of a url is not seen. Pure.
 *
 * @example
 * ```ts
 * import { redactSecrets } from 'coldwire/record';
 *
 * console.log(redactSecrets('{"op":"login","args":[{"apiKey":"abc","sign":"def"}]}'));
 * // {"op":"login","args":[{"apiKey":"REDACTED","sign":"REDACTED"}]}
 * console.log(redactSecrets('wss://venue.example/ws?listenKey=abc')); // wss://venue.example/ws?listenKey=REDACTED
 * ```
 */
export function redactSecrets(text: string): string {
  return text
    .replace(USER, '$1')
    .replace(FIELD, `"$1"$2"${REDACTED}"`)
    .replace(QUOTED_FIELD, String.raw`\"$1\"$2\"${REDACTED}\"`)
    .replace(PARAMETER, `$1$2=${REDACTED}`);
}
