/** What people, PDF files and mail programs put between the groups of a number: any space, dot, dash or invisible mark. */
const SEPARATORS = /[\s.\p{Pd}\p{Cf}]/gu;

export const withoutSeparators = (text: string): string => text.replace(SEPARATORS, '');
