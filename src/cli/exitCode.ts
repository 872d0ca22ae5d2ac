/** How the command ended: 0 done, 1 failed, 2 wrongly asked. */
export type ExitCode = 0 | 1 | 2;
