/**
 * No page asks for itself again: whoever types on it would lose it, whoever reads is thrown to its top (WCAG F41). Of
 * its text, for what stands in a `noscript` is no element to parsers nor to axe.
 */
export function reloadsNever(html: string, path: string): void {
  if (/http-equiv=["']?refresh/i.test(html)) throw new Error(`${path} reloads itself (WCAG 2.2.1)`);
}
