package dev.tributary.router.domain.delivery;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.platform.domain.json.Json;
import java.util.List;

/**
 * Delivers what is no request: the one place for code where a connector's data cannot reach.
 *
 * <p>Blocks until it is known what came of each draft, or the time allowed is over. Never throws
 * for what the other side or the network does.
 */
public interface Courier extends AutoCloseable {

  /**
   * Delivers drafts of one action.
   *
   * @param connector of which kind of destination
   * @param context what templates see of the destination: {@code settings}, {@code destination}
   * @return for each draft what came of it, in their order
   */
  List<Verdict> deliver(Connector connector, List<Draft> drafts, Json.Obj context);

  @Override
  void close();
}
