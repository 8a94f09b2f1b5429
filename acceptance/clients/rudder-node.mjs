// The shop's server with RudderStack's SDK: node rudder-node.mjs HOST WRITE_KEY PERSON
// Prints for each event, a line each, whether the SDK says it was taken. Then it ends.
import Analytics from '@rudderstack/rudder-sdk-node';
import { tellOf } from './shop.mjs';

const [dataPlaneUrl, writeKey, person] = process.argv.slice(2);
// Without an error handler a refused request ends the process.
const analytics = new Analytics(writeKey, { dataPlaneUrl, logLevel: 'none', errorHandler: () => {} });

tellOf(person, analytics, (error) => console.log(error ? 'lost' : 'taken'));

await analytics.flush();
