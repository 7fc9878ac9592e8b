import type { Services } from '../flow.ts';
import { createAccounts } from './accounts.ts';
import { createAdministration } from './administration.ts';
import { createAttempts } from './attempts.ts';
import { createClients } from './clients.ts';
import { createCodeRequests } from './code-requests.ts';
import { createDevices } from './devices.ts';
import { createEcps } from './ecps.ts';
import { createLockouts } from './lockouts.ts';
import { createLogins } from './logins.ts';
import { createMembers } from './members.ts';
import { createMessagesOut } from './messages-out.ts';
import type { ServicePorts } from './ports.ts';
import { updater } from './updating.ts';

/** Builds everything flows call and channels use, from the ports. */
export function createServices(ports: ServicePorts) {
  const update = updater(ports.documents);
  const messages = createMessagesOut(ports);
  const members = createMembers(ports, update);
  const lockouts = createLockouts(ports, update);
  const attempts = createAttempts(ports, update, lockouts);
  const devices = createDevices(ports);
  const logins = createLogins(ports, update);
  const accounts = createAccounts({ ports, members, lockouts, attempts, devices, messages });
  const codeRequests = createCodeRequests(ports, update, { members, lockouts, messages });
  const clients = createClients(ports, update, members, messages);
  const administration = createAdministration(ports, update, { members, clients, lockouts, codeRequests });
  const services: Services = {
    ...accounts.services,
    ...codeRequests.services,
    ...createEcps(ports.wallet).services,
  };
  return {
    update,
    messages,
    members,
    lockouts,
    devices,
    logins,
    accounts,
    codeRequests,
    clients,
    administration,
    services,
  };
}

export type AppServices = ReturnType<typeof createServices>;
