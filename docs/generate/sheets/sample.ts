/** A Monday without holidays near it; every date of a sheet follows from it. */
export const sampleNow = Date.UTC(2026, 2, 2, 9);
