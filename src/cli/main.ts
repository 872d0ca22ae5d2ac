#!/usr/bin/env node
import { processIo } from './processIo.ts';
import { run } from './run.ts';

// Only set: the process ends by itself once everything is closed and written.
run(process.argv.slice(2), processIo()).subscribe((code) => {
  process.exitCode = code;
});
