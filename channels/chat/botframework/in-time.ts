import type { Answered } from './adapter.ts';

/**
 * The answer, or 202 once `withinMs` have passed: the work goes on, and its failure, which nobody waits for any
 * more, is told to `lost`.
 */
export async function inTime(
  work: Promise<Answered>,
  withinMs: number,
  lost: (error: unknown) => void,
): Promise<Answered> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, withinMs, 'late');
  });
  try {
    const first = await Promise.race([work, late]);
    if (first !== 'late') return first;
    work.catch(lost);
    return { status: 202 };
  } finally {
    clearTimeout(timer);
  }
}
