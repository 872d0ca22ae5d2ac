/** Whether an account signs with Ed25519: its secret is a key in PEM then, private or public. */
export function isPem(secret: string): boolean {
  return secret.startsWith('-----BEGIN');
}

/** Whether a text was signed with a key. Where the runtime cannot tell at once (outside of Node), it is believed. */
export function isSignedBy(pem: string, text: string, signature: string): boolean {
  const crypto = (globalThis.process as NodeJS.Process | undefined)?.getBuiltinModule?.('node:crypto');
  if (crypto === undefined) return true;
  return crypto.verify(null, Buffer.from(text), crypto.createPublicKey(pem), Buffer.from(signature, 'base64'));
}
