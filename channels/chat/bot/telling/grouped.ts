/** `1234 5678`: read and typed in two halves. */
export const grouped = (code: string): string => code.replace(/^(\d{4})(\d{4})$/, '$1 $2');
