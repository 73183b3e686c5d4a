/** How a customer of the demonstration said what staff record in the customer's name, and when (UTC; left out: a second ago). */
export const saidOnThePhone = (at = new Date(Date.now() - 1000).toISOString()) => ({
  channel: 'phone',
  at,
  text: 'ذكر العميل ذلك في مكالمة (مثال).',
});
