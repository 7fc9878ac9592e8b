import { html } from 'ghtml';
import type { Insurer } from '../../machines/domain/insurer.ts';
import type { Locale } from '../../machines/envelope.ts';
import type { Filled } from './filled.ts';
import { qrPng } from './qr-png.ts';

export interface Frame {
  readonly insurer: Insurer;
  readonly locale: Locale;
  readonly subject: string;
  readonly preview: string;
  readonly blocks: readonly Filled[];
  readonly help: string;
  readonly contacts: readonly string[];
  /** Empty where the reader is the insurer: nobody signs to themselves. */
  readonly signature: string;
  readonly notice: string;
}

type Theme = Insurer['theme'];

const FONT = "font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
const TEXT = `${FONT}font-size:16px;line-height:25px;color:#1f2430;`;
const SMALL = `${FONT}font-size:14px;line-height:21px;color:#4a5162;overflow-wrap:anywhere;`;

/**
 * One column, tables and inline styles, since that is what mail clients agree on; nothing is loaded from
 * anywhere. Clients that honour a colour scheme get a dark one from the insurer's own dark colours; those that
 * invert by themselves find text on flat colours and no image to spoil. `${}` escapes, `!${}` is our own markup.
 */
export function mailHtml(frame: Frame): string {
  const { insurer, locale, subject, preview, blocks, help, contacts, signature, notice } = frame;
  const { theme } = insurer;
  return html`<!doctype html>
<html lang="${locale}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<meta name="x-apple-disable-message-reformatting">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
<style>!${schemes(theme)}</style>
</head>
<body class="page" lang="${locale}" style="margin:0;padding:0;background-color:#eef0f4;">
<div style="display:none;max-height:0;overflow:hidden;opacity:0;">${preview}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#eef0f4" style="background-color:#eef0f4;">
<tr><td align="center" style="padding:24px 12px;">
<table role="presentation" lang="${locale}" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;">
<tr><td class="brand" bgcolor="${theme.primary}" style="background-color:${theme.primary};border-radius:10px 10px 0 0;padding:20px 32px;${FONT}">
<span class="on-brand" style="font-size:22px;line-height:28px;font-weight:700;color:${theme.onPrimary};">${insurer.name}</span><br>
<span class="on-brand" style="font-size:14px;line-height:20px;color:${theme.onPrimary};">${insurer.wording.areaName[locale]}</span>
</td></tr>
<tr><td class="sheet" bgcolor="#ffffff" style="background-color:#ffffff;padding:28px 32px 12px;">
!${blocks.map((block) => blockHtml(block, theme)).join('\n')}
!${signature === '' ? '' : html`<p class="ink" style="margin:0 0 20px;white-space:pre-line;${TEXT}">${signature}</p>`}
</td></tr>
<tr><td class="foot" bgcolor="#f7f8fa" style="background-color:#f7f8fa;border-radius:0 0 10px 10px;padding:20px 32px 22px;">
!${contacts.length > 0 ? html`<p class="quiet" style="margin:0 0 4px;${SMALL}"><strong>${help}</strong></p>` : ''}
!${contacts.map((line) => html`<p class="quiet" style="margin:0 0 4px;${SMALL}">${line}</p>`).join('\n')}
<p class="quiet" style="margin:14px 0 0;${SMALL}">${notice}</p>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function blockHtml(block: Filled, theme: Theme): string {
  switch (block.kind) {
    case 'paragraph':
      return html`<p class="ink" style="margin:0 0 18px;${TEXT}">${block.text}</p>`;
    case 'warning':
      return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 18px;"><tr>
<td class="edge" width="4" bgcolor="${theme.accent}" style="background-color:${theme.accent};font-size:0;line-height:0;">&nbsp;</td>
<td class="foot" bgcolor="#f7f8fa" style="background-color:#f7f8fa;padding:12px 16px;"><p class="ink" style="margin:0;${TEXT}font-weight:600;">${block.text}</p></td>
</tr></table>`;
    case 'code':
      return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px;"><tr>
<td class="foot code" bgcolor="#f7f8fa" style="background-color:#f7f8fa;border:1px solid #8b93a5;border-radius:8px;padding:12px 24px;font-family:Consolas,'SF Mono',Menlo,monospace;font-size:26px;line-height:32px;font-weight:700;letter-spacing:2px;color:#1f2430;white-space:nowrap;">${block.text}</td>
</tr></table>`;
    case 'qr':
      return html`<p style="margin:0 0 18px;"><img src="${qrPng(block.text)}" width="240" height="240" alt="${block.alternative}" style="max-width:100%;height:auto;background-color:#ffffff;border-radius:8px;"></p>
<p class="quiet" style="margin:0 0 18px;word-break:break-all;${SMALL}">${block.text}</p>`;
    case 'people':
      return html`<ul class="ink" style="margin:0 0 18px;padding:0 0 0 22px;${TEXT}">!${block.names.map((name) => html`<li style="margin:0 0 4px;">${name}</li>`)}</ul>`;
    case 'facts':
      return html`<ul class="ink" style="margin:0 0 18px;padding:0 0 0 22px;${TEXT}">!${block.facts.map(({ label, value }) => html`<li style="margin:0 0 6px;"><strong>${label}</strong> !${inLines(value)}</li>`)}</ul>`;
    case 'link':
      return linkHtml(block.label, block.url, theme);
  }
}

/** The whole cell is coloured, so that Outlook, which ignores an anchor's padding, still shows a button. */
function linkHtml(label: string, url: string, theme: Theme): string {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px;"><tr>
<td class="brand" align="center" bgcolor="${theme.primary}" style="background-color:${theme.primary};border-radius:8px;padding:13px 26px;">
<a class="on-brand" href="${url}" style="display:inline-block;${FONT}font-size:17px;line-height:24px;font-weight:600;color:${theme.onPrimary};text-decoration:none;">${label}</a>
</td></tr></table>
<p class="quiet" style="margin:0 0 18px;word-break:break-all;${SMALL}">${url}</p>`;
}

function schemes(theme: Theme): string {
  const dark = [
    ['page', 'background-color:#14161b'],
    ['sheet', 'background-color:#1e2128'],
    ['foot', 'background-color:#272b34'],
    ['brand', `background-color:${theme.darkPrimary}`],
    ['on-brand', `color:${theme.onDarkPrimary}`],
    ['edge', `background-color:${theme.darkPrimary}`],
    ['ink', 'color:#eceef2'],
    ['code', 'color:#ffffff'],
    ['quiet', 'color:#bac0cc'],
  ] as const;
  const rules = dark.map(([name, rule]) => `.${name}{${rule}!important}`).join('');
  return `:root{color-scheme:light dark}@media (prefers-color-scheme:dark){${rules}}`;
}

/** What was written in lines is read in lines. */
const inLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => html`${line}`)
    .join('<br>');
