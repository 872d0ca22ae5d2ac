/** What is signed: a text, or bytes where a venue has part of it hashed before. */
export type SignedText = string | Uint8Array;
