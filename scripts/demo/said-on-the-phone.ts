/** How a customer of the demonstration said what staff record in the customer's name. */
export const saidOnThePhone = () => ({
  channel: 'phone',
  at: new Date(Date.now() - 1000).toISOString(),
  text: 'ذكر العميل ذلك في مكالمة (مثال).',
});
