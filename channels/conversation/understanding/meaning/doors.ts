import { readData } from '../read-data.ts';
import type { Door } from '../understanding.ts';
import { readCharacters } from '../words/words.ts';

interface DoorData {
  /** Doors of one family are one wish: who lost a code and cannot sign in asks for one thing. */
  readonly family: string;
  /** A message must be about one of these concepts before it leads here without a question. Empty: about anything. */
  readonly evidence: readonly string[];
  /** A wish of its own beside another of its family, where a message speaks of both. */
  readonly apart?: true;
  /**
   * What it tells about part by part: how people name a part, how they ask for it by its mark and no more (« … »), the
   * marks there are, and where each leads.
   */
  readonly parts?: {
    readonly named: readonly string[];
    readonly asked: readonly string[];
    readonly marks: string;
    readonly door: string;
  };
}

const file = readData<Readonly<Record<Door, DoorData>>>('doors.json');

export const isDoor = (name: string): boolean => name in file;

export function familyOf(door: Door): string {
  return file[door]?.family ?? door;
}

export const standsApart = (door: Door): boolean => file[door]?.apart === true;

export function hasEvidence(door: Door, concepts: readonly string[]): boolean {
  const evidence = file[door]?.evidence ?? [];
  return evidence.length === 0 || evidence.some((concept) => concepts.includes(concept));
}

/** The door of the one part that a message names: « la lettre B de ma carte », but not « la lettre à gauche ». */
export function partOf(door: Door, text: string): Door | undefined {
  const { parts } = file[door] ?? {};
  if (!parts) return undefined;
  const mark = `\\P{L}*([${parts.marks}])(?![\\p{L}'’])`;
  const named = new RegExp(`(?:^|\\P{L})(?:${parts.named.join('|')})(?=\\P{L})${mark}`, 'u');
  const asked = parts.asked.map(
    (words) => new RegExp(`^\\P{L}*${words.replace(' …', `(?=\\P{L})${mark}`)}\\P{L}*$`, 'u'),
  );
  const said = text.slice(0, readCharacters).normalize('NFC').toLowerCase().replaceAll('’', "'");
  const found = [named, ...asked].map((pattern) => pattern.exec(said)?.[1]).find((one) => one !== undefined);
  return found && parts.door + found;
}
