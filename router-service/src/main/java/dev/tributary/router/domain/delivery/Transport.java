package dev.tributary.router.domain.delivery;

/** Carries calls to one destination; has its own connections, which no other destination uses. */
public interface Transport extends AutoCloseable {

  /**
   * Makes one attempt and blocks until it has an answer, never longer than the time allowed. Never
   * throws for what the other side or the network does.
   */
  Answer send(Call call);

  @Override
  void close();

  /** Makes transports. */
  interface Factory {

    /** A transport for one destination, to be closed when the destination goes. */
    Transport open();
  }
}
