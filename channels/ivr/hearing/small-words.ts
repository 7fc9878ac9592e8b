/** « Bon, je raccroche », « tant pis, je rappellerai plus tard »: whoever says what they do now is not asked again. */
const goodbye =
  /^\W*(?:(?:bon|ok|bah|ben|non|merci|tant pis|alors|well|never mind|then)\W+)*(?:je (?:vais )?raccrocher?|je (?:vous )?(?:rappellerai|rappelle|rappelerai)|je vais (?:vous )?rappeler|i(?:['’]m| am) hanging up|i(?:['’]ll| will) (?:hang up|call (?:you )?(?:back|again)))(?:\W+(?:plus tard|demain|une autre fois|un autre jour|bientôt|later|tomorrow|another time|merci|thanks|thank you|au revoir|goodbye|bye))*\W*$/iu;

export const saysGoodbye = (speech: string): boolean => goodbye.test(speech);

/** A breath that the recogniser wrote down. */
const breath = /^(?:h*u*m+|e+u+h+|heu+|uh+|er+|ah+|oh+)$/iu;

export const isFiller = (speech: string): boolean => {
  const words = speech.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length > 0 && words.every((word) => breath.test(word));
};
