/** What a shop's server tells of one person: each kind of event once. */
export function tellOf(person, analytics, told) {
  const who = { userId: person, anonymousId: `${person}-browser` };
  analytics.identify({ ...who, traits: { plan: 'gold', seats: 3 } }, told);
  analytics.track({ ...who, event: 'Order Completed', properties: { revenue: 12.5, items: ['a', 'b'] } }, told);
  analytics.page({ ...who, name: 'Home', properties: { path: '/' } }, told);
  analytics.screen({ ...who, name: 'Start', properties: { tab: 1 } }, told);
  analytics.group({ ...who, groupId: `${person}-firm`, traits: { name: 'Firm' } }, told);
  analytics.alias({ userId: person, previousId: `${person}-before` }, told);
}
