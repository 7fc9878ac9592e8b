import { createRequire } from 'node:module';
import type { create } from 'qrcode';
import type { View } from '../../../machines/envelope.ts';
import type { PageScope } from '../context.ts';
import { html } from './html.ts';
import { icons } from './icons.ts';

/**
 * What a view shows beside its words: a drawing of ours, a QR code, pages elsewhere. A drawing is one image to whoever
 * listens, its text the name of it and read once (WCAG 1.1.1).
 */
export function illustrations({ drawing, qr, links = [] }: View, { drawings, say }: PageScope): string {
  const drawn = drawing && drawings[drawing.id];
  return [
    qr ? html`<figure class="qr">!${qrSvg(qr.payload, qr.text)}</figure>` : '',
    drawing && drawn
      ? html`<figure class="drawing"><div role="img" aria-label="${drawing.text}">!${drawn.svg}</div></figure>`
      : '',
    links.length > 0
      ? html`<nav class="links" aria-label="${say('links')}"><ul>!${links.map(
          ({ label, url }) =>
            html`<li><a class="button" href="${url}" rel="noreferrer">!${icons.link}${label}</a></li>`,
        )}</ul></nav>`
      : '',
  ].join('');
}

const require = createRequire(import.meta.url);

/** Black on white in any colour scheme, with the quiet border scanners need. The package loads with the first one. */
function qrSvg(payload: string, text: string): string {
  const qrcode = require('qrcode/lib/core/qrcode.js') as { create: typeof create };
  const { modules } = qrcode.create(payload, { errorCorrectionLevel: 'M' });
  const side = modules.size + 8;
  let path = '';
  for (let y = 0; y < modules.size; y++)
    for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) path += `M${x + 4} ${y + 4}h1v1h-1z`;
  return html`<svg viewBox="0 0 ${side} ${side}" role="img" aria-label="${text}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${path}"/></svg>`;
}
