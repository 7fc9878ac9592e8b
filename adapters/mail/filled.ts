/** A block with every word in place, in one language. */
export type Filled =
  | { readonly kind: 'paragraph' | 'warning' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  | { readonly kind: 'qr'; readonly text: string; readonly alternative: string }
  | { readonly kind: 'people'; readonly names: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly { readonly label: string; readonly value: string }[] };
