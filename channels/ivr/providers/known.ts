import { jambonz } from './jambonz.ts';
import type { KnownProvider } from './provider.ts';
import { twilio } from './twilio.ts';

/** All there are: one is served where its secret is set. */
export const knownProviders: readonly KnownProvider[] = [twilio, jambonz];
