import { Resvg } from '@resvg/resvg-js';
import { create } from 'qrcode';

/** Light around the code, without which readers do not find it. */
const quiet = 4;

/** A QR code as `data:image/png`, black on white in any colour scheme: mail clients show no SVG. */
export function qrPng(payload: string): string {
  const { modules } = create(payload, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const cells: string[] = [];
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      if (modules.get(y, x)) cells.push(`M${x + quiet} ${y + quiet}h1v1h-1z`);
  const side = size + 2 * quiet;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${cells.join('')}"/></svg>`;
  const png = new Resvg(svg, { fitTo: { mode: 'width', value: side * 8 } }).render().asPng();
  return `data:image/png;base64,${png.toString('base64')}`;
}
