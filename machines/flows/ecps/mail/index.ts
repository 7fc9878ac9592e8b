import { type Flow, sameStates } from '../../../flow.ts';
import { mailChart } from './chart.ts';
import { messages } from './messages.ts';

export const ecpsMail: Flow = {
  id: 'ecps-mail',
  version: 7,
  role: 'part',
  machine: mailChart,
  messages,
  // Version 1 had ways on that nothing took; version 2 did not follow the telephone to the SMS;
  // version 3 had no way back; version 4 emptied what is corrected;
  // version 5 let nobody correct what had been sent; version 6 was deaf to a scan while it is corrected.
  migrations: {
    VzvpA2YjTy24: sameStates,
    'ijJ-jFRScbT7': sameStates,
    uDm_dHQY9pCd: sameStates,
    mFipREgZdzk3: sameStates,
    Q9eps_aOJiQr: sameStates,
    'sB5V-vGMMEM3': sameStates,
  },
};
