package dev.tributary.audience.messaging;

import dev.tributary.audience.messaging.NaiveIdentity.Sent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What was sent to the partitions and has not come yet: in order within a topic and a partition,
 * and with random delays between them.
 */
final class Delayed {

  private final int partitions;
  private final SplittableRandom random;
  private final List<ArrayDeque<Sent>> resolved = new ArrayList<>();
  private final List<ArrayDeque<Map.Entry<String, byte[]>>> moves = new ArrayList<>();

  Delayed(int partitions, SplittableRandom random) {
    this.partitions = partitions;
    this.random = random;
    for (int i = 0; i < partitions; i++) {
      resolved.add(new ArrayDeque<>());
      moves.add(new ArrayDeque<>());
    }
  }

  /** Takes what comes. */
  interface Handler {
    void handle(int partition, String key, Arrival arrival);
  }

  /** By the digit with which a key ends. */
  int partition(String key) {
    return (key.charAt(key.length() - 1) - '0') % partitions;
  }

  void publish(Sent sent) {
    resolved.get(partition(sent.key())).add(sent);
  }

  void move(String key, byte[] record) {
    moves.get(partition(key)).add(Map.entry(key, record));
  }

  boolean isMoving() {
    return moves.stream().anyMatch(queue -> !queue.isEmpty());
  }

  /** Handles the next record of a random queue; false where all are empty. */
  boolean deliver(Handler handler) {
    var waiting = new ArrayList<Integer>();
    for (int i = 0; i < partitions; i++) {
      if (!resolved.get(i).isEmpty()) {
        waiting.add(i);
      }
      if (!moves.get(i).isEmpty()) {
        waiting.add(partitions + i);
      }
    }
    if (waiting.isEmpty()) {
      return false;
    }
    int queue = waiting.get(random.nextInt(waiting.size()));
    int partition = queue % partitions;
    if (queue < partitions) {
      var sent = resolved.get(partition).remove();
      var bytes = sent.value().toByteArray();
      handler.handle(
          partition, sent.key(), ArrivalSerdes.resolved().deserialize("resolved", bytes));
    } else {
      var moved = moves.get(partition).remove();
      handler.handle(partition, moved.getKey(), MoveRecord.read(moved.getValue()));
    }
    return true;
  }
}
