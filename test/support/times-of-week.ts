/** A time of day in Paris on a weekday (0 is Sunday) after the middle of next year’s November, where no holiday is near. */
function inNovember(weekday: number, time: string, from: number): number {
  const day = new Date(Date.UTC(new Date(from).getUTCFullYear() + 1, 10, 15));
  day.setUTCDate(15 + ((weekday - day.getUTCDay() + 7) % 7));
  return Date.parse(`${day.toISOString().slice(0, 10)}T${time}+01:00`);
}

/** Desks with office hours are closed until the next morning. */
export const sundayEvening = (from: number): number => inNovember(0, '20:30:00', from);
/** Everybody answers. */
export const wednesdayMorning = (from: number): number => inNovember(3, '10:00:00', from);
