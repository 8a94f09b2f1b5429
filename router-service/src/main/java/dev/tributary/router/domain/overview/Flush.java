package dev.tributary.router.domain.overview;

import java.util.List;
import java.util.Map;

/**
 * What one replica has counted and wants added, once. The same number has the same content however
 * often it is handed in, and numbers of a replica come in their order.
 *
 * @param replica names the process, another one after a restart
 * @param number from 1
 * @param samples by destination
 */
public record Flush(
    String replica,
    long number,
    Map<Slot, Map<String, DeliveryStats>> stats,
    Map<String, List<Sample>> samples) {

  /** A destination's minute, since 1970. */
  public record Slot(String destination, long minute) {}

  public Flush {
    stats = Map.copyOf(stats);
    samples = Map.copyOf(samples);
  }
}
