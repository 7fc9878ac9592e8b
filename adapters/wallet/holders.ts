import people from './demo-holders.json' with { type: 'json' };

/** A health professional as the agency's directory knows them. Fictitious. */
export interface Holder {
  readonly nationalId: string;
  readonly name: string;
  readonly hasCard: boolean;
  /** What the directory holds: out of date for one of them, so that mail and SMS go where nobody reads them. */
  readonly email: string;
  readonly mobile: string;
  readonly detailsOutOfDate?: boolean;
  /** Has an active e-CPS on another telephone. */
  readonly active?: boolean;
  readonly smsNeverArrives?: boolean;
}

/** The seven holders of the contract. Every other national id is nobody's. */
export const demoHolders: readonly Holder[] = people.holders;

/** The card that lies in the simulated reader unless somebody puts another one in. */
export const cardInTheReader: string = people.cardInTheReader;

export function holderOf(nationalId: string): Holder | undefined {
  return demoHolders.find((holder) => holder.nationalId === nationalId);
}
