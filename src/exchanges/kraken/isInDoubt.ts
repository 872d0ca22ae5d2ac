/** What says that a machine of the venue's did not answer another: the order may have been taken all the same. */
const IN_DOUBT = /^E(General:\s?(Internal|Unknown) error|Service:\s?(Unavailable|Timeout))/i;

/** Whether a refusal is none, for the venue itself does not know what became of the order. */
export function isInDoubt(reason: string): boolean {
  return IN_DOUBT.test(reason);
}
