import { nirKey } from '../../machines/domain/nir.ts';

export interface Person {
  readonly nir: string;
  readonly code: string;
  readonly email?: string;
}

/** Fictitious people of department 99 with valid keys, as many as asked for. */
export function people(
  count: number,
  options: { readonly from?: number; readonly email?: boolean } = {},
): Person[] {
  return Array.from({ length: count }, (_, index) => {
    const n = (options.from ?? 1) + index;
    const nir13 = `1${String(50 + (n % 49)).padStart(2, '0')}0799${String(100 + Math.floor(n / 900))}${String(100 + (n % 900))}`;
    const code = String(602_000 + n * 37).padStart(6, '0');
    return { nir: nir13 + nirKey(nir13), code, ...(options.email && { email: `p${n}@example.test` }) };
  });
}

/** The import file of the admin API for them. */
export function importCsv(persons: readonly Person[]): string {
  const header =
    'nir,lastName,firstName,address1,address2,address3,address4,address5,address6,email,mobile,client,code,codeKind';
  const rows = persons.map(
    ({ nir, code, email }) =>
      `${nir},ESSAI,Ève,1 RUE DES TESTS,99003 VILLE-EXEMPLE,,,,,${email ?? ''},,,${code},printed`,
  );
  return [header, ...rows].join('\n');
}
