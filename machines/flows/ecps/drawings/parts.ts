/**
 * What the drawings are put together from: lines in `currentColor`, surfaces in the same colour at low opacity,
 * so that one drawing serves light and dark themes and high contrast. No text inside: words need translating.
 */
const line =
  'fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"';
const soft = 'fill="currentColor" fill-opacity=".12"';

/** A whole drawing, 240 by 140. Decorative by itself: its text stands beside it. */
export const drawn = (...parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 140" width="240" height="140" aria-hidden="true" focusable="false">${parts.join('')}</svg>`;

export const at = (x: number, y: number, part: string): string =>
  `<g transform="translate(${x} ${y})">${part}</g>`;

/** A telephone of 56 by 104; `inside` is drawn on its screen. */
export const phone = (inside = ''): string =>
  `<rect width="56" height="104" rx="9" ${soft}/><rect width="56" height="104" rx="9" ${line}/><path d="M22 96h12M24 8h8" ${line}/>${inside}`;

/** A computer screen of 116 by 84 on its foot. */
export const screen = (inside = ''): string =>
  `<rect width="116" height="78" rx="6" ${soft}/><rect width="116" height="78" rx="6" ${line}/><path d="M58 78v14M36 94h44" ${line}/>${inside}`;

/** A card of 74 by 46 with its chip and its lines of text. */
export const card = (first = false): string =>
  `<rect width="74" height="46" rx="6" ${soft}/><rect width="74" height="46" rx="6" ${line}/><rect x="8" y="18" width="15" height="13" rx="3" ${line}/>` +
  `<path d="M32 ${first ? 12 : 14}h34" ${line} ${first ? 'stroke-width="6"' : ''}/><path d="M32 25h26M32 36h18" ${line} stroke-opacity=".45"/>`;

/** A reader of 84 by 34 with its slot and cable. */
export const reader = `<rect width="84" height="34" rx="7" ${soft}/><rect width="84" height="34" rx="7" ${line}/><path d="M12 11h60" ${line}/><circle cx="42" cy="23" r="2.500" fill="currentColor"/><path d="M84 17c18 0 8-16 26-16" ${line}/>`;

/** What everybody recognises as a QR code, 32 by 32; it holds nothing. */
export const qr = (() => {
  const corner = (x: number, y: number) =>
    `<path d="M${x} ${y}h10v10h-10z" ${line}/><path d="M${x + 3.5} ${y + 3.5}h3v3h-3z" fill="currentColor"/>`;
  const dots = [
    [16, 2],
    [16, 8],
    [14, 14],
    [20, 14],
    [26, 16],
    [2, 16],
    [8, 18],
    [16, 22],
    [22, 22],
    [28, 24],
    [20, 28],
    [27, 29],
  ]
    .map(([x, y]) => `M${x} ${y}h3v3h-3z`)
    .join('');
  return `${corner(1, 1)}${corner(22, 1)}${corner(1, 22)}<path d="${dots}" fill="currentColor"/>`;
})();

/** Typed boxes, as many as there are characters. */
export const boxes = (count: number, size = 14): string =>
  Array.from(
    { length: count },
    (_, i) => `<rect x="${i * (size + 4)}" width="${size}" height="${size + 4}" rx="3" ${line}/>`,
  ).join('');

export const tick = `<circle r="15" ${soft}/><path d="M-7 0l5 6 10-12" ${line} stroke-width="4"/>`;
export const envelope = `<rect width="58" height="40" rx="4" ${soft}/><rect width="58" height="40" rx="4" ${line}/><path d="M2 4l27 21L56 4" ${line}/>`;
export const bubble = `<path d="M6 0h32a6 6 0 0 1 6 6v16a6 6 0 0 1-6 6H18l-9 9v-9H6a6 6 0 0 1-6-6V6a6 6 0 0 1 6-6z" ${line}/>`;
export const arrow = `<path d="M0 0h26M18-7l8 7-8 7" ${line}/>`;
export const down = `<path d="M0 0v18M-7 11l7 8 7-8M-11 27h22" ${line}/>`;
export const lines = (count: number, width: number): string =>
  `<path d="${Array.from({ length: count }, (_, i) => `M0 ${i * 10}h${i === count - 1 ? width * 0.6 : width}`).join('')}" ${line} stroke-opacity=".45"/>`;
export const button = (width: number): string =>
  `<rect width="${width}" height="14" rx="7" fill="currentColor"/>`;
/** Keys 1-9, then 0 (E56), as dots. */
export const keys = `<g fill="currentColor">${Array.from({ length: 10 }, (_, i) => `<circle cx="${i < 9 ? (i % 3) * 12 : 12}" cy="${Math.floor(i / 3) * 11}" r="3"/>`).join('')}</g>`;
