import { createRequire } from 'node:module';
import { crc32, deflateSync } from 'node:zlib';
import type { create } from 'qrcode';

const require = createRequire(import.meta.url);
/** Light around the code, without which readers do not find it, in modules. */
const quiet = 4;
/** Pixels a module. */
const scale = 8;

/**
 * A QR code as `data:image/png`, black on white in any colour scheme: mail clients show no SVG. One bit a pixel.
 * The library is loaded with the first code: a start has no time to lose, and few mails hold one.
 */
export function qrPng(payload: string): string {
  const qr = require('qrcode/lib/core/qrcode.js') as { create: typeof create };
  const { modules } = qr.create(payload, { errorCorrectionLevel: 'M' });
  const side = (modules.size + 2 * quiet) * scale;
  const isDark = (x: number, y: number) =>
    Math.min(x, y) >= 0 && Math.max(x, y) < modules.size && modules.get(y, x) === 1;
  const rowBytes = Math.ceil(side / 8);
  const rows = Buffer.alloc((rowBytes + 1) * side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      if (!isDark(Math.floor(x / scale) - quiet, Math.floor(y / scale) - quiet))
        rows[y * (rowBytes + 1) + 1 + (x >> 3)]! |= 0x80 >> (x & 7);
  return `data:image/png;base64,${png(side, rows).toString('base64')}`;
}

function png(side: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Depth 1, greyscale, no interlace.
  header[8] = 1;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
