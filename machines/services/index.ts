import type { Services } from '../flow.ts';
import { createAccounts } from './accounts.ts';
import { createAdministration } from './administration.ts';
import { createAttempts } from './attempts.ts';
import { createCaps } from './caps.ts';
import { createClients } from './clients.ts';
import { createCodeRequests } from './code-requests.ts';
import { createDesk } from './desk.ts';
import { createDevices } from './devices.ts';
import { createEcps } from './ecps.ts';
import { createEmailClaims } from './email-claims.ts';
import { createEmailRegistration } from './email-registration.ts';
import { createHandOverMessages } from './hand-over-messages.ts';
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
  const caps = createCaps(ports, update);
  const codeRequests = createCodeRequests(ports, update, { members, lockouts, messages, caps });
  const emailClaims = createEmailClaims(ports, update, messages);
  const emailRegistration = createEmailRegistration({
    ports,
    members,
    claims: emailClaims,
    caps,
    attempts,
    lockouts,
    messages,
  });
  const clients = createClients(ports, update, members, messages);
  const administration = createAdministration(ports, update, { members, clients, lockouts, codeRequests });
  const handOverMessages = createHandOverMessages(ports, { members, messages, caps });
  const services: Services = {
    ...accounts.services,
    ...codeRequests.services,
    ...createDesk(ports, { caps, members, logins }).services,
    ...emailRegistration.services,
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
    emailClaims,
    clients,
    administration,
    handOverMessages,
    services,
  };
}
