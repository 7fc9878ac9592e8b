import { createRequire } from 'node:module';
import { html } from 'ghtml';
import type { create } from 'qrcode';

const require = createRequire(import.meta.url);

const style = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif;--ink:#16202c;--paper:#f4f6f9;--card:#fff;--line:#8793a3;--main:#1b4f8a;--on-main:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf4;--paper:#10161e;--card:#19222d;--line:#6f7d8f;--main:#8fbcf0;--on-main:#07213f}}
*{box-sizing:border-box}body{margin:0 auto;max-width:60rem;padding:1rem;background:var(--paper);color:var(--ink);overflow-wrap:anywhere}a{color:var(--main)}
h1{font-size:1.6rem;line-height:1.2}h2{font-size:1.15rem;margin-top:0}main>section,.phone{background:var(--card);border:1px solid var(--line);border-radius:.8rem;padding:1rem 1.25rem;margin:1rem 0}
.qr{background:#fff;display:block;width:15rem;max-width:100%;height:auto;border-radius:.5rem}.phone{max-width:24rem;border-width:3px;border-radius:2rem;padding:1.5rem;margin:1rem auto}
button,input,select,.button{font:inherit;padding:.5rem .8rem;min-height:2.75rem;max-width:100%;border:1px solid var(--line);border-radius:.5rem;background:var(--card);color:inherit}
button,.button{display:inline-block;background:var(--main);border-color:var(--main);color:var(--on-main);text-decoration:none;cursor:pointer}:focus-visible{outline:3px solid var(--main);outline-offset:2px}
button.quiet,.keys button,.switches button{background:transparent;color:var(--main)}input,select{display:block;width:100%}input[type=checkbox]{display:inline-block;width:1.4rem;min-height:1.4rem;margin:0;flex:none}
.tick{display:flex;gap:.6rem;align-items:center}.answers,.switches{display:flex;flex-wrap:wrap;gap:.5rem}label{display:block}.code{font:700 1.8rem ui-monospace,monospace;letter-spacing:.15em}code{font-size:.9rem}
.stages{display:flex;flex-wrap:wrap;gap:.5rem 2.5rem;padding-left:1.5rem}.stages [aria-current]{font-weight:700;color:var(--main)}.keys{display:grid;grid-template-columns:repeat(3,3.2rem);gap:.4rem;margin:.6rem 0}
.keys button:last-child{grid-column:2}.error{border-left:.4rem solid #c2410c;padding-left:.8rem}video{max-width:100%}[hidden]{display:none!important}`;

export interface WalletPage {
  readonly title: string;
  readonly main: string;
  readonly nonce: string;
  readonly scripts?: readonly string[];
}

/** A page of the simulator: plain, works without JavaScript, and says what it is. */
export function walletPage({ title, main, nonce, scripts = [] }: WalletPage): string {
  return html`<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} – portefeuille simulé</title><link rel="icon" href="data:,"><style nonce="${nonce}">!${style}</style>!${scripts.map((src) => html`<script src="${src}" defer></script>`)}</head>
<body><main><h1>${title}</h1>!${main}</main>
<footer><p>Portefeuille e-CPS simulé, pour le développement : aucune e-CPS réelle n’est activée ici.</p>
<p><a href="/ecps/">Guide</a> · <a href="/dev/wallet/site">Site du portefeuille</a> · <a href="/dev/wallet/phone">Téléphone</a> · <a href="/dev/wallet">Coulisses et pannes</a> · <a href="/dev/outbox">Boîte d’envoi</a></p></footer></body>
</html>
`;
}

/** The contents of the policy these pages are served under: our own scripts, pictures and camera, nothing else. */
export const walletPolicy = (nonce: string): string =>
  `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'self'; img-src data: blob:; connect-src 'self'; media-src blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** A QR code as SVG, black on white in any colour scheme. Loaded with the first one. */
export function qrSvg(payload: string, text: string): string {
  const qr = require('qrcode/lib/core/qrcode.js') as { create: typeof create };
  const { modules } = qr.create(payload, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  let path = '';
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) if (modules.get(y, x)) path += `M${x + 4} ${y + 4}h1v1h-1z`;
  const side = size + 8;
  return html`<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(side)} ${String(side)}" role="img" aria-label="${text}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${String(side)}v${String(side)}H0z"/><path fill="#000" d="${path}"/></svg>`;
}
