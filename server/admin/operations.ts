import type { Readable } from 'node:stream';
import { markOutboxLetter } from '../../adapters/letters/outbox-printer.ts';
import { parseEmail } from '../../machines/domain/email.ts';
import type { LetterStatus } from '../../machines/domain/member.ts';
import { Refused } from '../../machines/errors.ts';
import type { DeadEntry } from '../../machines/services/administration.ts';
import type { Product } from '../wire.ts';
import { type ImportReport, type ImportSettings, importMembers } from './import.ts';

export type Target = { readonly nir: string } | { readonly client: string };

export interface ClientEntry {
  readonly name: string;
  readonly contactName: string;
  readonly contactEmail: string;
}

/** What an operator may do, over HTTP and on the command line alike. Refusals are `Refused`, in words. */
export interface AdminOperations {
  /** How many members changed. */
  setActive(tenant: string, target: Target, active: boolean): Promise<number>;
  unblock(tenant: string, nir: string): Promise<void>;
  putClient(tenant: string, client: ClientEntry): Promise<void>;
  import(tenant: string, csv: Readable, settings?: ImportSettings): Promise<ImportReport>;
  letterStatus(id: string, status: LetterStatus): Promise<void>;
  /** The id of the letter that takes its place. */
  resendLetter(id: string): Promise<string>;
  deadEntries(): Promise<readonly DeadEntry[]>;
  resendEntry(id: string): Promise<void>;
}

/** On the store itself. */
export function localOperations(product: Product): AdminOperations {
  const { app, config, documents, insurers } = product;
  const { administration } = app;

  const known = (tenant: string) => {
    if (!insurers.has(tenant)) throw new Refused('tenant-unknown', 'there is no such insurer here');
  };
  return {
    setActive: (tenant, target, active) => administration.setActive(tenant, target, active),
    unblock: (tenant, nir) => administration.unblock(tenant, nir),
    async putClient(tenant, { name, contactName, contactEmail }) {
      known(tenant);
      const email = parseEmail(contactEmail);
      if (!email) throw new Refused('malformed', 'contactEmail: expected one plain address');
      const contact = { name: contactName.trim(), email };
      await app.clients.put({ tenant, name: name.trim(), contact, right: true });
    },
    async import(tenant, csv, settings) {
      known(tenant);
      return importMembers(csv, (row) => administration.importRow(tenant, row), settings);
    },
    async letterStatus(id, status) {
      await administration.letterStatus(id, status);
      if (!config.production) await markOutboxLetter(documents, id, status);
    },
    resendLetter: (id) => administration.resendLetter(id),
    deadEntries: () => administration.deadEntries(),
    async resendEntry(id) {
      if (!(await administration.resendEntry(id)))
        throw new Refused('not-found', 'no message that was given up has this id');
    },
  };
}
