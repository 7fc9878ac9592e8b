import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

const open = (pdf: Uint8Array) => getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;

export const pagesOf = async (pdf: Uint8Array): Promise<number> => (await open(pdf)).numPages;

/** The text of a PDF as a reader sees it, line by line. */
export async function pdfText(pdf: Uint8Array): Promise<string> {
  const document = await open(pdf);
  const lines: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    let line = '';
    for (const item of items) {
      if (!('str' in item)) continue;
      line += item.str;
      if (item.hasEOL) {
        lines.push(line);
        line = '';
      }
    }
    lines.push(line);
  }
  return lines.join('\n');
}
