import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { withPrograms } from './withPrograms.js';

// Keeps many feeds over real loopback sockets, with faults every 5 to 60 s: `npm run soak -- --minutes 10 --sockets 50 --topics
// 200 [--seed 1] [--every 30]` (topics a socket; seconds from sample to sample). Exit code 1 where anything was wrong or handles
// grew. The venue runs in a process of its own, so that memory and handles are the client's alone.
const OPTIONS = {
  minutes: { type: 'string', default: '10' },
  sockets: { type: 'string', default: '10' },
  topics: { type: 'string', default: '50' },
  seed: { type: 'string', default: '1' },
  every: { type: 'string', default: '10' },
};

function options() {
  try {
    const { values } = parseArgs({ options: OPTIONS });
    for (const [name, text] of Object.entries(values))
      if (!(Number(text) > 0)) throw new Error(`--${name} takes a positive number, not '${text}'`);
    return values;
  } catch (error) {
    console.error(
      `${error.message}\nusage: npm run soak -- [--minutes M] [--sockets N] [--topics N] [--seed S] [--every SECONDS]`,
    );
    process.exit(2);
  }
}

const { minutes, sockets, topics, seed, every } = options();

function start(program, args, onLine) {
  const child = spawn(process.execPath, ['--expose-gc', program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout }).on('line', (line) => onLine(JSON.parse(line)));
  return { child, ended: new Promise((done) => child.on('close', done)) };
}

await withPrograms(async (programOf) => {
  const [venueProgram, clientProgram] = [await programOf('soakVenue'), await programOf('soak')];
  let heardUrl;
  const url = new Promise((done) => {
    heardUrl = done;
  });
  const venue = start(venueProgram, [String(Number(sockets) * Number(topics)), seed], (line) => {
    if (line.url !== undefined) heardUrl(line.url);
    else console.log(JSON.stringify(line));
    if (line.count > 0) process.exitCode = 1;
  });
  const client = start(clientProgram, [await url, minutes, sockets, topics, every], (line) =>
    console.log(JSON.stringify(line)),
  );
  if ((await client.ended) !== 0) process.exitCode = 1;
  venue.child.stdin.end();
  await venue.ended;
});
