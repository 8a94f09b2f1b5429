package dev.tributary.identity.domain.outbox;

import java.util.List;
import java.util.function.Consumer;

/**
 * Records that were stored with the change they tell of, until they are sent. Throws {@code
 * dev.tributary.platform.domain.Unavailable} while the store is away.
 */
public interface Outbox {

  /**
   * Takes out the oldest records, once they are sent. Nothing is taken while another instance is at
   * it. What {@code send} throws is thrown on, and then all of them stay; a crash after sending
   * lets them be sent again, so receivers go by the version in them.
   *
   * @param most how many at once
   * @param send returns when all of them are safe
   * @return how many those were
   */
  int drain(int most, Consumer<List<Told>> send);
}
