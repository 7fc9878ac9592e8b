import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Insurer } from '../../machines/domain/insurer.ts';
import { themeCss } from './render/theme.ts';

/** What browsers fetch beside the pages: few small files, read once, addressed by their content. */
export interface Assets {
  /** Address of an asset by its name; changes with its content, so that it may be kept for ever. */
  url(name: string): string;
  register(app: FastifyInstance): void;
}

interface Asset {
  readonly type: string;
  readonly body: Buffer;
  readonly hash: string;
}

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
};

const require = createRequire(import.meta.url);
const own = ['form.js', 'keypad.js', 'human-check.js', 'countdown.js', 'watch.js', 'area.js'];
/** Parts of the one stylesheet, in order: `modes` (motion, forced colours, print) has the last word. */
const sheets = ['base', 'frame', 'notes', 'forms', 'choices', 'aside', 'area', 'modes'];
const text = (name: string) => readFileSync(join(import.meta.dirname, 'public', name), 'utf8');
// The face of the letters and mails too: one voice. Latin only, 3 × 16 kB, swapped in without blocking.
const fonts = ['400', '600', '700'];

export function loadAssets(insurers: ReadonlyMap<string, Insurer>): Assets {
  const assets = new Map<string, Asset>();
  const add = (name: string, body: Buffer) =>
    assets.set(name, {
      type: types[name.split('.').at(-1)!]!,
      body,
      hash: createHash('sha256').update(body).digest('base64url').slice(0, 10),
    });
  const url = (name: string) => {
    const asset = assets.get(name);
    if (!asset) throw new Error(`no asset « ${name} »`);
    return `/web/${name}?v=${asset.hash}`;
  };

  for (const name of own) add(name, readFileSync(join(import.meta.dirname, 'public', name)));
  const fontsFolder = join(dirname(require.resolve('@fontsource/source-sans-3/package.json')), 'files');
  for (const weight of fonts)
    add(
      `source-sans-3-${weight}.woff2`,
      readFileSync(join(fontsFolder, `source-sans-3-latin-${weight}-normal.woff2`)),
    );
  // ALTCHA's own solver, 5 kB, instead of its widget of 83 kB: the button and the words around it are ours.
  const workers = join(dirname(require.resolve('altcha')), '../workers');
  for (const worker of ['pbkdf2', 'sha'])
    add(`altcha-${worker}.js`, readFileSync(join(workers, `${worker}.js`)));
  add('style.css', Buffer.from(withFonts(sheets.map((name) => text(`css/${name}.css`)).join('\n'), url)));
  for (const insurer of insurers.values())
    add(`theme-${insurer.id}.css`, Buffer.from(themeCss(insurer.theme)));

  return {
    url,
    register: (app) => {
      for (const [name, asset] of assets)
        app.get(`/web/${name}`, async (request, reply) => {
          const current = (request.query as { v?: string }).v === asset.hash;
          return reply
            .type(asset.type)
            .header('cache-control', current ? 'public, max-age=31536000, immutable' : 'no-cache')
            .send(asset.body);
        });
    },
  };
}

const withFonts = (css: string, url: (name: string) => string) =>
  css.replaceAll(/\/web\/(source-sans-3-\d+\.woff2)/g, (_, name: string) => url(name));
