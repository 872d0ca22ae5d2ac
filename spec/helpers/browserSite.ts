import { build } from 'esbuild';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { type BuiltPackage, buildPackage } from './builtPackage.ts';

const CHROMIUM = '/usr/bin/chromium';

/** Why specs in a browser are skipped, to be said in their titles; empty where there is one. CI installs it. */
export const skippedFor: string = existsSync(CHROMIUM) ? '' : ` (skipped: there is no ${CHROMIUM})`;

/** Without these it asks hosts of its maker's for updates and more; as root it runs without a sandbox only. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A site of one page whose script uses the package as published, and a browser to open it with. */
export interface BrowserSite {
  /** A new page, told `plan`. */
  open(plan: unknown): Promise<Page>;
  close(): Promise<void>;
}

/** Builds the package, bundles the script at `path` with it, serves the page and launches the browser. */
export async function browserSite(path: string): Promise<BrowserSite> {
  const built = buildPackage();
  const { origin, server } = await serve(await bundle(built, path));
  const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
  return {
    open: async (plan) => {
      const page = await browser.newPage();
      await page.goto(`${origin}/?plan=${encodeURIComponent(JSON.stringify(plan))}`);
      return page;
    },
    close: async () => {
      await browser.close();
      server.close();
      built.remove();
    },
  };
}

/** A page's script as a bundler makes it of the package as published. */
async function bundle({ folder }: BuiltPackage, path: string): Promise<string> {
  const site = join(folder, 'site');
  const script = join(site, basename(path));
  mkdirSync(join(site, 'node_modules'), { recursive: true });
  symlinkSync(folder, join(site, 'node_modules', 'coldwire'), 'junction');
  copyFileSync(path, script);
  const { outputFiles } = await build({
    entryPoints: [script],
    absWorkingDir: site,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** Serves the page and its script; gives its origin. */
async function serve(script: string): Promise<{ readonly origin: string; readonly server: Server }> {
  const server = createServer(({ url }, response) => {
    const isScript = url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(
      isScript ? script : '<!doctype html><title>coldwire</title><script type="module" src="/page.js"></script>',
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, server };
}
