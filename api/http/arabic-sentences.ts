/**
 * Sentences of refusals in English, as the code says them, and in Arabic. `{}` is a gap in the English sentence; `{0}` is
 * the value of the first gap in the Arabic one. The more particular sentence stands before the more general one.
 */
export const arabicSentences: readonly (readonly [english: string, arabic: string])[] = [
  ['The body is not valid.', 'في البيانات المرسلة ما لا يصح. انظروا كل حقل على حدة.'],
  ['The query is not valid.', 'معايير الاستعلام غير صحيحة. انظروا كل معيار على حدة.'],
  ['There is nothing here that you may see.', 'لا يوجد هنا ما يمكنكم الاطلاع عليه.'],
  ['This address takes no query, not {}.', 'لا يقبل هذا العنوان معايير استعلام: {0}.'],
];
