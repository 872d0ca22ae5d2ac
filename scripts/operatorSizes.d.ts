/** The operators by family. */
export const families: Readonly<Record<string, readonly string[]>>;

/** What importing one operator costs. */
export function sizeOf(
  name: string,
  folder: string,
): Promise<{ readonly name: string; readonly bytes: number; readonly files: readonly string[] }>;

/** The table of all operators' sizes. */
export function sizeTable(folder: string): Promise<string>;
