import { codeChanged } from './code-changed.ts';
import { deactivated } from './deactivated.ts';
import { ecpsActivation } from './ecps-activation.ts';
import { membersDeactivated } from './members-deactivated.ts';
import { newBrowser } from './new-browser.ts';
import { reset } from './reset.ts';
import type { Template } from './template.ts';

/** What each template must be given. Instants are epoch ms. */
export interface MailArguments {
  /** `mailCode` as it is shown: `1234 5678`. */
  readonly reset: { readonly link: string; readonly mailCode: string; readonly expiresAt: number };
  readonly 'code-changed': { readonly at: number };
  readonly 'new-browser': { readonly at: number; readonly browser: string };
  readonly 'members-deactivated': {
    readonly client: string;
    readonly members: readonly { readonly firstName: string; readonly lastName: string }[];
  };
  readonly deactivated: { readonly at: number };
  /** `qr`: what the QR code says. */
  readonly 'ecps-activation': { readonly qr: string; readonly phoneUrl: string; readonly expiresAt: number };
}

export type MailTemplate = keyof MailArguments;

export const templates: Readonly<Record<MailTemplate, Template>> = {
  reset,
  'code-changed': codeChanged,
  'new-browser': newBrowser,
  'members-deactivated': membersDeactivated,
  deactivated,
  'ecps-activation': ecpsActivation,
};
