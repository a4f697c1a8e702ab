/** With cents. The same sum, added up in another order, differs in its last digits, which must not decide on a cent. */
export const dollars = (usd: number): string => Number(usd.toFixed(6)).toFixed(2);
