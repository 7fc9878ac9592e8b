import PDFDocument from 'pdfkit';
import { fontFile, runsOf, type Weight } from './fonts.ts';

export const mm = (length: number): number => (length * 72) / 25.4;

export interface Style {
  readonly weight?: Weight;
  readonly size: number;
  readonly colour?: string;
}

export interface Box {
  /** In points, like everything pdfkit takes. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly align?: 'left' | 'center' | 'right';
}

export interface PageOptions {
  readonly title: string;
  readonly author: string;
  readonly lang: string;
  readonly at: Date;
}

const INK = '#1c2230';

/** An A4 page that writes in the embedded font and says to screen readers what each piece is (PDF/UA). */
export class Page {
  readonly pdf: PDFKit.PDFDocument;
  readonly #root: PDFKit.PDFStructureElement;
  readonly #chunks: Buffer[] = [];
  readonly #registered = new Set<string>();

  constructor({ title, author, lang, at }: PageOptions) {
    this.pdf = new PDFDocument({
      size: 'A4',
      margins: { top: mm(15), left: mm(20), right: mm(20), bottom: mm(12) },
      pdfVersion: '1.7',
      // The library knows more subsets than its types.
      subset: 'PDF/UA' as 'PDF/A-1',
      tagged: true,
      lang,
      displayTitle: true,
      info: {
        Title: title,
        Author: author,
        Creator: 'Guichet',
        Producer: 'pdfkit',
        CreationDate: at,
        ModDate: at,
      },
    });
    this.pdf.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    this.#root = this.pdf.struct('Document');
    this.pdf.addStructure(this.#root);
  }

  /** Content with a meaning: `H1`, `P`, … */
  tagged(tag: string, draw: () => unknown): void {
    this.#root.add(this.pdf.struct(tag, {}, [draw]));
  }

  /** A numbered item: label and body are parts of one thing. */
  items(items: readonly { readonly label: () => void; readonly body: () => void }[]): void {
    const list = items.map(({ label, body }) =>
      this.pdf.struct('LI', {}, [this.pdf.struct('Lbl', {}, [label]), this.pdf.struct('LBody', {}, [body])]),
    );
    this.#root.add(this.pdf.struct('L', {}, list));
  }

  /** Lines, frames and drawings: nothing to read out. */
  artifact(draw: () => void): void {
    this.pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    this.pdf.endMarkedContent();
  }

  /** Writes, and returns the y below what was written. */
  write(text: string, box: Box, style: Style): number {
    const runs = runsOf(text);
    const options = { width: box.width, align: box.align ?? 'left', lineGap: style.size * 0.12 };
    this.pdf.fillColor(style.colour ?? INK);
    runs.forEach((run, index) => {
      this.#font(run.piece, style);
      const continued = index < runs.length - 1;
      if (index === 0) this.pdf.text(run.text, box.x, box.y, { ...options, continued });
      else this.pdf.text(run.text, { ...options, continued });
    });
    return this.pdf.y;
  }

  widthOf(text: string, style: Style): number {
    return runsOf(text).reduce((width, run) => {
      this.#font(run.piece, style);
      return width + this.pdf.widthOfString(run.text);
    }, 0);
  }

  async finish(): Promise<Buffer> {
    const ended = new Promise((resolve, reject) => this.pdf.once('end', resolve).once('error', reject));
    this.#root.end();
    this.pdf.end();
    await ended;
    return Buffer.concat(this.#chunks);
  }

  #font(piece: Parameters<typeof fontFile>[0], { weight = 'regular', size }: Style): void {
    const name = `${piece}-${weight}`;
    if (!this.#registered.has(name)) {
      this.pdf.registerFont(name, fontFile(piece, weight));
      this.#registered.add(name);
    }
    this.pdf.font(name).fontSize(size);
  }
}
