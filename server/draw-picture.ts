import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Pixels: sharp on a telephone's screen at the width of a bubble. */
const width = 720;
const ink = '#1b2126';
const paper = '#ffffff';

/**
 * One of our drawings as PNG, for chat clients, which show no SVG. On white: the client's own ground may be any
 * colour. Its letters are set in the face of the letters and pages, which is not installed on servers: the renderer
 * reads fonts from files only, so it lies in one for as long as the drawing takes.
 */
export async function drawPicture(svg: string): Promise<Buffer> {
  const [{ renderAsync }, { fontFile }] = await Promise.all([
    import('@resvg/resvg-js'),
    import('../adapters/letters/fonts.ts'),
  ]);
  const folder = await mkdtemp(join(tmpdir(), 'guichet-font-'));
  try {
    const font = join(folder, 'face.ttf');
    await writeFile(font, fontFile('latin', 'semibold'));
    const image = await renderAsync(inked(svg), {
      background: paper,
      fitTo: { mode: 'width', value: width },
      font: {
        fontFiles: [font],
        loadSystemFonts: false,
        defaultFontFamily: 'Source Sans 3',
        sansSerifFamily: 'Source Sans 3',
      },
    });
    return image.asPng();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the pages' stylesheet gives a drawing, and the strictness that HTML does not ask of it. */
const inked = (svg: string) =>
  svg
    .replaceAll(/<\w+[^>]*>/g, onceEach)
    .replace(/<svg[^>]*>/, (opening) => `${opening}<style>.on-mark{fill:${paper}}</style><g color="${ink}">`)
    .replace(/<\/svg>$/, '</g></svg>');

/** Of an attribute given twice browsers take the first; XML takes neither. */
function onceEach(tag: string): string {
  const seen = new Set<string>();
  return tag.replaceAll(/\s([\w:-]+)="[^"]*"/g, (attribute, name: string) => {
    if (seen.has(name)) return '';
    seen.add(name);
    return attribute;
  });
}
