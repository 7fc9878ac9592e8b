import { readData } from './read-data.ts';
import type { Door } from './understanding.ts';

interface DoorData {
  /** Doors of one family are one wish: who lost a code and cannot sign in asks for one thing. */
  readonly family: string;
  /** A message must be about one of these concepts before it leads here without a question. Empty: about anything. */
  readonly evidence: readonly string[];
}

const file = readData<Readonly<Record<Door, DoorData>>>('doors.json');

export function familyOf(door: Door): string {
  return file[door]?.family ?? door;
}

export function hasEvidence(door: Door, concepts: readonly string[]): boolean {
  const evidence = file[door]?.evidence ?? [];
  return evidence.length === 0 || evidence.some((concept) => concepts.includes(concept));
}
