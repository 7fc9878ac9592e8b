import { Resvg } from '@resvg/resvg-js';
import type { Insurer } from '../../machines/domain/insurer.ts';

/** 11 mm at 350 dpi. */
const HEIGHT_PX = 150;
const drawn = new WeakMap<Insurer, Buffer>();

/** The insurer's drawing in its own colour, as a PNG. Fonts of the machine are left out of it. */
export function logoPng(insurer: Insurer): Buffer {
  const known = drawn.get(insurer);
  if (known) return known;
  const { logo, primary } = insurer.theme;
  const picture = new Resvg(logo.replaceAll('currentColor', primary), {
    fitTo: { mode: 'height', value: HEIGHT_PX },
    font: { loadSystemFonts: false },
  });
  const png = picture.render().asPng();
  drawn.set(insurer, png);
  return png;
}
