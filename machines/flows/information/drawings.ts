import type { Drawing } from '../../flow.ts';

const line = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"';
const soft = 'fill="currentColor" fill-opacity=".12"';

/** A mark in its circle; a letter or digit is the same in every language. */
const mark = (text: string, x: number, y: number): string =>
  `<circle cx="${x}" cy="${y}" r="11" fill="currentColor"/><text x="${x}" y="${y + 5}" text-anchor="middle" font-size="14" font-weight="700" font-family="sans-serif" class="on-mark">${text}</text>`;

const zone = (x: number, y: number, width: number, height: number): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4" ${soft}/><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4" ${line} stroke-dasharray="5 4"/>`;

const words = (x: number, y: number, ...widths: readonly number[]): string =>
  `<path d="${widths.map((width, row) => `M${x} ${y + row * 12}h${width}`).join('')}" ${line} stroke-width="4" stroke-opacity=".5"/>`;

const drawn = (height: number, ...parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 ${height}" width="360" height="${height}" aria-hidden="true" focusable="false">${parts.join('')}</svg>`;

const sheet = (height: number, corner: number): string =>
  `<rect x="2" y="2" width="356" height="${height - 4}" rx="${corner}" ${line} stroke-width="3"/>`;

/** D08-D11: our own drawings of a third-party-payer card and of a statement. Each text stands alone. */
export const drawings: Readonly<Record<string, Drawing>> = {
  'information-card': {
    svg: drawn(
      228,
      sheet(228, 14),
      zone(16, 16, 150, 40) + words(44, 32, 104, 70) + mark('A', 26, 36),
      zone(194, 16, 150, 40) + words(222, 32, 104, 80) + mark('C', 204, 36),
      zone(16, 68, 328, 34) + words(44, 80, 180, 120) + mark('B', 26, 85),
      zone(16, 114, 150, 98) + words(44, 134, 100, 86, 104, 70, 92) + mark('F', 26, 163),
      zone(194, 114, 150, 43) + words(222, 130, 104, 60) + mark('D', 204, 135),
      zone(194, 169, 150, 43) + words(222, 185, 84, 104) + mark('E', 204, 190),
    ),
    text: {
      fr: 'Dessin d’une carte de tiers payant avec six zones. En haut à gauche, A, le numéro AMC. En haut à droite, C, la période de garantie. Au milieu, sur toute la largeur, B, l’assuré. En bas à gauche, F, les bénéficiaires. En bas à droite, D, les codes de tiers payant, puis E, la base de calcul.',
      en: 'Drawing of a third-party-payer card with six zones. Top left, A, the AMC number. Top right, C, the period of cover. In the middle, across the card, B, the insured person. Bottom left, F, the people covered. Bottom right, D, the third-party-payer codes, then E, the calculation base.',
    },
  },
  'information-statement': {
    svg: drawn(
      260,
      sheet(260, 4),
      zone(16, 16, 150, 44) + words(44, 32, 104, 80) + mark('1', 26, 38),
      zone(194, 16, 150, 44) + words(222, 32, 104, 90) + mark('2', 204, 38),
      zone(16, 72, 328, 32) + words(44, 88, 270) + mark('3', 26, 88),
      zone(16, 116, 196, 80) + words(44, 136, 150, 130, 150, 110) + mark('4', 26, 156),
      zone(224, 116, 120, 80) + words(252, 136, 60, 70, 50, 66) + mark('5', 234, 156),
      zone(16, 208, 328, 36) + words(44, 226, 240) + mark('6', 26, 226),
    ),
    text: {
      fr: 'Dessin d’un décompte avec six zones. En haut à gauche, 1, l’assuré. En haut à droite, 2, le code d’accès. Dessous, sur toute la largeur, 3, le bénéficiaire des soins. Puis à gauche, 4, les actes et leur date, et à droite, 5, les montants remboursés. En bas, 6, le total et la date du virement.',
      en: 'Drawing of a statement with six zones. Top left, 1, the insured person. Top right, 2, the access code. Below, across the page, 3, the person who received care. Then on the left, 4, the care and its dates, and on the right, 5, the amounts reimbursed. At the bottom, 6, the total and the date of the transfer.',
    },
  },
};
