/**
 * `postinstall`: takes one file, Microsoft's Web Chat, out of its package, instead of installing 561 MB of what it
 * was built from. The package comes from the configured registry, is checked against the sha512 pinned in
 * `widget.json`, and so is the file. Without a network the installation goes on: the plain page serves, and
 * `/readyz` says so. Plain JavaScript, for whatever Node npm itself runs on.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gunzipSync, gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const pinned = JSON.parse(readFileSync(join(here, 'widget.json'), 'utf8'));
const folder = join(here, 'widget');
const target = join(folder, pinned.file);

try {
  if (!isThere()) install(unpacked(download()));
} catch (error) {
  // One line: what is missing, why, and what follows from it.
  console.error(`The chat widget is not installed (${error.message}); the plain chat page serves instead.`);
}

function isThere() {
  const complete = ['', '.br', '.gz'].every((suffix) => existsSync(target + suffix));
  return complete && integrityOf(readFileSync(target)) === pinned.integrity;
}

/** The package as npm packs it, from wherever npm is told to get packages. */
function download() {
  const into = mkdtempSync(join(tmpdir(), 'guichet-widget-'));
  const npm = process.env.npm_execpath;
  const args = [
    'pack',
    `${pinned.package}@${pinned.version}`,
    '--pack-destination',
    into,
    '--silent',
    '--fetch-retries=1',
  ];
  try {
    const options = {
      cwd: join(here, '../../..'),
      encoding: 'utf8',
      timeout: 120_000,
      stdio: ['ignore', 'ignore', 'pipe'],
    };
    const { status, stderr, error } = npm
      ? spawnSync(process.execPath, [npm, ...args], options)
      : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
    const packed = readdirSync(into).find((name) => name.endsWith('.tgz'));
    if (status !== 0 || !packed) throw new Error(firstLine(stderr) || error?.message || 'npm pack failed');
    return readFileSync(join(into, packed));
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
}

function firstLine(text) {
  return text?.trim().split('\n')[0]?.slice(0, 200);
}

/** The two files wanted out of the archive. Throws when anything is not what was pinned. */
function unpacked(archive) {
  if (integrityOf(archive) !== pinned.packageIntegrity) throw new Error('the package is not the one pinned');
  const tar = gunzipSync(archive);
  const files = new Map();
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const text = (from, length) => tar.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(text(124, 12), 8);
    const name = [text(345, 155), text(0, 100)].filter(Boolean).join('/');
    if (name === pinned.entry || name === pinned.licenses)
      files.set(name, tar.subarray(at + 512, at + 512 + size));
    at += 512 * (1 + Math.ceil(size / 512));
  }
  const script = files.get(pinned.entry);
  if (!script || integrityOf(script) !== pinned.integrity) throw new Error('the file is not the one pinned');
  return { script, licenses: files.get(pinned.licenses) };
}

/** Compressed once, here: never while somebody waits for it. The script itself is written last. */
function install({ script, licenses }) {
  mkdirSync(folder, { recursive: true });
  if (licenses) writeFileSync(`${target}.LICENSE.txt`, licenses);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: script.length };
  writeFileSync(`${target}.br`, brotliCompressSync(script, { params }));
  writeFileSync(`${target}.gz`, gzipSync(script, { level: 9 }));
  writeFileSync(`${target}.part`, script);
  renameSync(`${target}.part`, target);
}

function integrityOf(bytes) {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}
