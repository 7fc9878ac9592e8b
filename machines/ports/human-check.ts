export type CheckKind = 'proof-of-work' | 'image';

/** What a session keeps of a check it has asked for. Holds no answer in clear. */
export interface IssuedCheck {
  readonly id: string;
  readonly kind: CheckKind;
  /** Proof of work: the challenge as altcha-lib v2 makes it (`{parameters, signature}`). */
  readonly challenge?: Record<string, unknown>;
  /** Image: `data:image/png;base64,…`. */
  readonly image?: string;
  /** Image: keyed digest of the answer. */
  readonly answerDigest?: string;
  readonly expiresAt: number;
}

/** Shows that a person, or at least some work, stands behind an attempt (X17, WCAG 2.2 3.3.8). */
export interface HumanCheck {
  /** @throws Overloaded when too many images are being drawn. */
  issue(kind: CheckKind, now: number): Promise<IssuedCheck>;
  /**
   * True if the value solves this check and it has not expired. Says nothing about whether it was used
   * before: the caller consumes the check's id once.
   */
  solves(check: IssuedCheck, value: string, now: number): Promise<boolean>;
}
