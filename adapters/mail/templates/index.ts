import { codeChanged } from './code-changed.ts';
import { deactivated } from './deactivated.ts';
import { deskRequest } from './desk-request.ts';
import { ecpsActivation } from './ecps-activation.ts';
import { emailAsked } from './email-asked.ts';
import { emailConfirm } from './email-confirm.ts';
import { emailDropped } from './email-dropped.ts';
import { emailRegistered } from './email-registered.ts';
import { handOver } from './hand-over.ts';
import { membersDeactivated } from './members-deactivated.ts';
import { newBrowser } from './new-browser.ts';
import { reset } from './reset.ts';
import type { Template } from './template.ts';

/** What each template must be given. Instants are epoch ms. */
export interface MailArguments {
  /** `mailCode` as it is shown: `1234 5678`. */
  readonly reset: { readonly link: string; readonly mailCode: string; readonly expiresAt: number };
  readonly 'code-changed': { readonly at: number };
  /** `browser`: its name, where `means` is one. */
  readonly 'new-browser': {
    readonly at: number;
    readonly means: 'telephone' | 'browser' | 'device';
    readonly browser: string;
  };
  readonly 'members-deactivated': {
    readonly client: string;
    readonly members: readonly { readonly firstName: string; readonly lastName: string }[];
  };
  readonly deactivated: { readonly at: number };
  readonly 'email-confirm': { readonly link: string; readonly mailCode: string; readonly expiresAt: number };
  readonly 'email-asked': { readonly at: number };
  readonly 'email-registered': {
    readonly at: number;
    readonly usableFrom: number;
    readonly to: 'old' | 'new';
  };
  readonly 'email-dropped': { readonly at: number; readonly to: 'old' | 'new' };
  /** `facts`: label ids and what was said. */
  readonly 'desk-request': {
    readonly desk: string;
    readonly requestId: string;
    readonly at: number;
    readonly facts: readonly (readonly [string, string])[];
  };
  readonly 'hand-over': { readonly link: string; readonly expiresAt: number };
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
  'hand-over': handOver,
  'email-confirm': emailConfirm,
  'email-asked': emailAsked,
  'email-registered': emailRegistered,
  'email-dropped': emailDropped,
  'desk-request': deskRequest,
  'ecps-activation': ecpsActivation,
};
