package dev.tributary.router.domain.list;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.destination.ActionRule;
import dev.tributary.router.domain.destination.Credentials;
import dev.tributary.router.domain.limit.RateLimit;
import dev.tributary.router.domain.sending.Sending;
import java.util.List;

/** Sends to one destination, each time after the gate has let it pass. */
record Paced(Sending sending, Connector connector, Credentials.Complete credentials, Gate gate) {

  Sending.Sent send(ActionRule rule, List<Draft> drafts) throws Sending.Blocked {
    gate.pass(RateLimit.requests(rule));
    return sendNow(rule, drafts);
  }

  /** The gate has let it pass already. */
  Sending.Sent sendNow(ActionRule rule, List<Draft> drafts) throws Sending.Blocked {
    var sent = sending.send(connector, rule, drafts, credentials);
    if (sent.answer() != null) {
      gate.answered(sent.answer());
    }
    return sent;
  }

  Json.Obj context() {
    return credentials.context();
  }
}
