// The shop's server with Segment's SDK: node segment-node.mjs HOST WRITE_KEY PERSON
// Prints for each event, a line each, whether the SDK says it was taken. Then it ends.
import { Analytics } from '@segment/analytics-node';
import { tellOf } from './shop.mjs';

const [host, writeKey, person] = process.argv.slice(2);
const analytics = new Analytics({ host, writeKey });

tellOf(person, analytics, (error, context) =>
  console.log(error || context.failedDelivery() ? 'lost' : 'taken'));

await analytics.closeAndFlush();
