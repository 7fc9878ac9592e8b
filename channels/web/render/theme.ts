import type { Insurer } from '../../../machines/domain/insurer.ts';

/**
 * An insurer's colours as custom properties. Contrast of the pairs is checked when the insurer is loaded;
 * `accent` decorates only and never carries text (WCAG 1.4.3).
 */
export function themeCss(theme: Insurer['theme']): string {
  return `:root {
  --primary: ${theme.primary};
  --on-primary: ${theme.onPrimary};
  --accent: ${theme.accent};
}
@media (prefers-color-scheme: dark) {
  :root {
    --primary: ${theme.darkPrimary};
    --on-primary: ${theme.onDarkPrimary};
    --band: color-mix(in srgb, ${theme.primary} 55%, #0c1114);
  }
}
@media print {
  :root {
    --primary: ${theme.primary};
    --on-primary: ${theme.onPrimary};
  }
}
`;
}
