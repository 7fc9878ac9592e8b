import { randomInt } from 'node:crypto';
import { renderAsync } from '@resvg/resvg-js';
import svgCaptcha from 'svg-captcha';

/** Without what looks alike in this font, upper or lower case: 0 O D Q, 1 I J L, 2 Z 7, 5 S, 6 G, 8 B, U V W. */
const ALPHABET = 'ACEFHKMNPRTXY349';
const LENGTH = 6;
const WIDTH = 240;
const HEIGHT = 80;
const LARGEST_TURN_DEGREES = 20;
const WARP = 14;

/** svg-captcha is itself a function of the text, which its types leave out; its own texts use Math.random. */
const drawText = svgCaptcha as unknown as (text: string, options: object) => string;

export function drawAnswer(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** The answer as pixels: in SVG, its paths would be read by a script of twenty lines. */
export async function pngOf(answer: string): Promise<string> {
  const svg = warped(drawText(answer, { width: WIDTH, height: HEIGHT, fontSize: 64, noise: 3 }));
  const image = await renderAsync(svg, {
    background: '#f6f6f2',
    fitTo: { mode: 'zoom', value: 1.5 },
    font: { loadSystemFonts: false },
  });
  return `data:image/png;base64,${image.asPng().toString('base64')}`;
}

/** Turns each letter, then bends the whole: letters that always stood alike would be compared with a font. */
function warped(svg: string): string {
  const turned = svg.replace(/<path (fill="#\w+" d="M(-?[\d.]+))/g, (_path, rest: string, x: string) => {
    const degrees = randomInt(-LARGEST_TURN_DEGREES, LARGEST_TURN_DEGREES + 1);
    return `<path transform="rotate(${degrees} ${x} ${HEIGHT / 2})" ${rest}`;
  });
  const bend =
    '<filter id="bend" x="0" y="0" width="100%" height="100%">' +
    `<feTurbulence type="fractalNoise" baseFrequency="0.02" numOctaves="1" seed="${randomInt(100_000)}"/>` +
    `<feDisplacementMap in="SourceGraphic" scale="${WARP}" xChannelSelector="R" yChannelSelector="G"/></filter>`;
  return turned
    .replace(/^<svg[^>]*>/, (opening) => `${opening}${bend}<g filter="url(#bend)">`)
    .replace('</svg>', '</g></svg>');
}
