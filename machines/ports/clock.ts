/** The time everything is decided by, in milliseconds since the epoch. Outside production it can be moved. */
export interface Clock {
  now(): number;
}
