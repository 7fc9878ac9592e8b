import { withGuides } from '../../../adapters/insurers/guides/with-guides.ts';
import { loadInsurers } from '../../../adapters/insurers/load.ts';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Registry } from '../../../machines/engine/registry.ts';
import { locales } from '../../../machines/envelope.ts';
import { helpSheet } from './help-sheet.ts';
import { pdfOf } from './pdf.ts';
import { reachedFrom } from './reached.ts';
import { markdownOf } from './sheet.ts';
import { telephoneScript } from './telephone-script.ts';

/** Script and member’s sheet of every insurer, in both languages, as page and as paper: file → content. */
export async function sheets(registry: Registry, insurersDir: string): Promise<Map<string, string | Buffer>> {
  const insurers = withGuides(loadInsurers(insurersDir)).filter(({ kind }) => kind === 'insurer');
  const files = new Map<string, string | Buffer>();
  for (const insurer of insurers)
    for (const [file, content] of await sheetsOf(registry, insurer)) files.set(file, content);
  return files;
}

/** Those of one insurer. */
export async function sheetsOf(registry: Registry, insurer: Insurer): Promise<Map<string, string | Buffer>> {
  const files = new Map<string, string | Buffer>();
  const reached = reachedFrom(registry, insurer);
  for (const locale of locales) {
    const line = { registry, insurer, locale };
    for (const sheet of [await telephoneScript(line, reached), helpSheet(line)]) {
      files.set(`${sheet.file}.md`, markdownOf(sheet));
      files.set(`${sheet.file}.pdf`, await pdfOf(sheet, insurer));
    }
  }
  return files;
}
