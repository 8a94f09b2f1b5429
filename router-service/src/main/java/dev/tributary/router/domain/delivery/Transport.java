package dev.tributary.router.domain.delivery;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.request.Request;

/** Carries to one destination; has its own connections, which no other one uses. */
public interface Transport extends AutoCloseable {

  /**
   * Makes one attempt and blocks until it has an answer, never longer than the time allowed. Never
   * throws for what the other side or the network does.
   *
   * @throws dev.tributary.platform.domain.InvalidValue if the request's URL is none
   */
  Answer send(Request request);

  /**
   * Who delivers for a connector that makes no requests; always the same, closed with this.
   *
   * @throws IllegalArgumentException if the connector makes requests
   */
  Courier courier(Connector connector);

  @Override
  void close();

  /** Makes transports. */
  interface Factory {

    /** A transport for one destination, to be closed when the destination goes. */
    Transport open();
  }
}
